package dev.nightshift.activities.inference;

import dev.nightshift.activities.artifacts.Manifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * In which properties file a team describes a model: where it does, else as it does with others.
 */
final class FileHabits {
  private static final String MODEL = "{model}";
  private static final String FOLDER = "{folder}";

  /** Where a project describes nothing yet: as dbt's own guide has it. */
  private static final String USUAL = "_" + FOLDER + "__models.yml";

  private final List<Manifest.Node> described;

  /** By the project's own: a package has its author's habits. */
  FileHabits(Manifest manifest) {
    String project = manifest.metadata().path("project_name").asText("");
    this.described =
        manifest.nodes().values().stream()
            .filter(node -> node.type().equals("model") && !patch(node).isEmpty())
            .filter(node -> node.packageName().equals(project))
            .toList();
  }

  /** By its path in the project. */
  String file(Manifest.Node node) {
    String own = patch(node);
    return own.isEmpty() ? folder(node.path()) + named(node).replace(MODEL, node.name()) : own;
  }

  private String named(Manifest.Node node) {
    String folder = folder(node.path());
    List<Manifest.Node> near =
        described.stream().filter(one -> folder(one.path()).equals(folder)).toList();
    Optional<String> beside = most(near.stream().filter(FileHabits::isBeside).toList(), false);
    String habit = beside.or(() -> most(described, true)).orElse(USUAL);
    return habit.replace(FOLDER, last(folder));
  }

  /** The form that most names have; what a folder's files are called is no form for others. */
  private static Optional<String> most(List<Manifest.Node> nodes, boolean elsewhere) {
    Map<String, Integer> forms = new LinkedHashMap<>();
    for (Manifest.Node node : nodes) {
      if (isBeside(node)) {
        forms.merge(form(node, elsewhere), 1, Integer::sum);
      }
    }
    return forms.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  private static String form(Manifest.Node node, boolean elsewhere) {
    String name = name(patch(node));
    String stem = name.substring(0, name.lastIndexOf('.'));
    String end = name.substring(name.lastIndexOf('.'));
    if (stem.replaceFirst("^_+", "").equals(node.name())) {
      return stem.replace(node.name(), MODEL) + end;
    }
    String folder = last(folder(node.path()));
    return elsewhere && !folder.isEmpty() && stem.contains(folder)
        ? stem.replace(folder, FOLDER) + end
        : name;
  }

  /** Whether it is described in its own folder. */
  private static boolean isBeside(Manifest.Node node) {
    return folder(patch(node)).equals(folder(node.path()));
  }

  /** Its path in the project, which a manifest has behind the project's name. */
  private static String patch(Manifest.Node node) {
    String path = node.text("patch_path").replace('\\', '/');
    int name = path.indexOf("://");
    return name < 0 ? path : path.substring(name + 3);
  }

  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String last(String folder) {
    String path = folder.isEmpty() ? "" : folder.substring(0, folder.length() - 1);
    return name(path);
  }
}
