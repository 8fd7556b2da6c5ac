package dev.nightshift.activities.dbt;

import dev.nightshift.activities.yaml.Yaml;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which packages a project lists, and whether its checkout holds them. */
record Packages(Path project) {
  private static final Pattern LIST = Pattern.compile("(?m)^packages:\\s*(#.*|\\[\\s*\\{.*)?$");
  private static final Pattern FOLDER =
      Pattern.compile("(?m)^packages-install-path:\\s*[\"']?([^\"'#\\n]+?)[\"']?\\s*(#.*)?$");
  private static final String LOCK = "package-lock.yml";
  private static final List<String> LISTS = List.of("packages.yml", "dependencies.yml");

  static Packages of(Path project) {
    return new Packages(project);
  }

  boolean areMissing() {
    boolean listed = LISTS.stream().anyMatch(name -> LIST.matcher(text(name)).find());
    return listed && (!Files.isDirectory(folder()) || (areAllHere() && there() < listed()));
  }

  /**
   * Where dbt puts them. We write there too, so no link and no path may lead out of the checkout.
   */
  Path folderIn(Path checkout) throws IOException {
    Path folder = folder().normalize();
    Path up = folder;
    while (Files.notExists(up, LinkOption.NOFOLLOW_LINKS)) {
      up = up.getParent();
    }
    if (!folder.startsWith(checkout) || !up.toRealPath().startsWith(checkout.toRealPath())) {
      throw ErrorKind.REFUSED.failure(
          "packages-install-path of the project leads out of it, to " + folder + ".");
    }
    return folder;
  }

  private long there() {
    try (Stream<Path> all = Files.list(folder())) {
      return all.count();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(folder() + " cannot be read", unreadable);
    }
  }

  private int listed() {
    return LISTS.stream().mapToInt(name -> all(name).map(List::size).orElse(0)).sum();
  }

  /** Whether each is a folder beside the project: then there is nothing to fetch. */
  boolean areAllHere() {
    return LISTS.stream().allMatch(this::allHere);
  }

  private boolean allHere(String name) {
    return all(name)
        .map(
            list ->
                list.stream()
                    .allMatch(one -> one instanceof Map<?, ?> it && it.containsKey("local")))
        .orElse(false);
  }

  /** What a file lists; empty where that cannot be told without Jinja. */
  private Optional<List<?>> all(String name) {
    try {
      return Optional.of(
          Yaml.parse(text(name)) instanceof Map<?, ?> file
                  && file.get("packages") instanceof List<?> all
              ? all
              : List.of());
    } catch (Yaml.Unreadable jinjaOrWorse) {
      return Optional.empty();
    }
  }

  private Path folder() {
    var named = FOLDER.matcher(text("dbt_project.yml"));
    return project.resolve(named.find() ? named.group(1) : "dbt_packages");
  }

  /**
   * The same for the same packages. What no lock file pins may be another version tomorrow; what is
   * in the environment may be part of an address.
   */
  String key(Map<String, String> environment, LocalDate today) {
    StringBuilder all = new StringBuilder();
    LISTS.forEach(name -> all.append(text(name)).append('\0'));
    String lock = text(LOCK);
    all.append(lock).append('\0').append(lock.isEmpty() ? today.toString() : "").append('\0');
    all.append(new TreeMap<>(environment));
    return Ids.hash(all.toString());
  }

  private String text(String name) {
    Path file = project.resolve(name);
    try {
      return Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file + " cannot be read", unreadable);
    }
  }
}
