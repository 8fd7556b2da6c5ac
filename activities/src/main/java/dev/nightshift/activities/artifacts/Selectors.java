package dev.nightshift.activities.artifacts;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What selects one node on dbt's command line, as a single term, so that {@code +} may follow it.
 *
 * <p>dbt's fqn method matches by prefix: a model's fqn also selects its unit tests and whatever
 * lies in a folder of its name. A node with a file of its own is selected by that.
 */
final class Selectors {
  private static final Set<String> OWN_FILE =
      Set.of("model", "seed", "snapshot", "test", "analysis");

  /** dbt splits a term at spaces and reads a path as a glob. */
  private static final Pattern PLAIN = Pattern.compile("[\\w./-]+");

  private final Resources manifest;

  Selectors(Resources manifest) {
    this.manifest = manifest;
  }

  String of(String id) {
    return manifest.node(id).map(this::of).orElseGet(() -> id.substring(id.lastIndexOf('.') + 1));
  }

  private String of(Manifest.Node node) {
    if (node.type().equals("source")) {
      return "source:"
          + String.join(".", node.packageName(), node.text("source_name"), node.name());
    }
    if (node.type().equals("exposure")) {
      return "exposure:" + node.packageName() + "." + node.name();
    }
    boolean ownFile =
        OWN_FILE.contains(node.type())
            && isOurs(node)
            && !node.path().endsWith(".yml")
            && !node.path().endsWith(".yaml")
            && PLAIN.matcher(node.path()).matches();
    return ownFile ? "path:" + node.path() : "fqn:" + String.join(".", node.fqn());
  }

  /** A package's paths begin in its own folder, where dbt does not look for what is selected. */
  private boolean isOurs(Manifest.Node node) {
    String project = manifest.metadata().path("project_name").asText("");
    return project.isEmpty() || node.packageName().equals(project);
  }
}
