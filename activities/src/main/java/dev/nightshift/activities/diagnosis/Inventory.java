package dev.nightshift.activities.diagnosis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a project's files hold by their text, its packages' too: dbt, which would know it better,
 * could not read them.
 */
final class Inventory {
  private static final long LARGEST = 2_000_000;
  private static final int MOST_FILES = 20_000;
  private static final String PACKAGES = "dbt_packages/";
  static final String PROJECT = "dbt_project.yml";

  private final Map<String, String> texts = new TreeMap<>();
  private final Set<String> seeds = new TreeSet<>();
  private final Map<String, String> local;

  Inventory(Path project) {
    try {
      Files.walkFileTree(
          project,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              String name = String.valueOf(folder.getFileName());
              return !folder.equals(project)
                      && (name.startsWith(".") || name.equals("target") || name.equals("logs"))
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              String path = project.relativize(file).toString().replace('\\', '/');
              if (path.endsWith(".csv")) {
                seeds.add(path);
              } else if (path.matches(".*\\.(sql|ya?ml|md|py)")
                  && attributes.isRegularFile()
                  && attributes.size() <= LARGEST) {
                read(path, file);
              }
              return texts.size() < MOST_FILES
                  ? FileVisitResult.CONTINUE
                  : FileVisitResult.TERMINATE;
            }
          });
    } catch (IOException unreadable) {
      throw new UncheckedIOException(project + " cannot be read", unreadable);
    }
    this.local = local();
  }

  private void read(String path, Path file) throws IOException {
    try {
      texts.put(path, Files.readString(file));
    } catch (MalformedInputException notText) {
      // Nobody can name anything in it.
    }
  }

  /** The project's own files, without its packages'. */
  Map<String, String> own() {
    Map<String, String> own = new LinkedHashMap<>(texts);
    own.keySet().removeIf(path -> path.startsWith(PACKAGES));
    return own;
  }

  Optional<String> text(String path) {
    return Optional.ofNullable(texts.get(path));
  }

  /** Models, seeds and snapshots, each with the file that makes it. */
  Map<String, String> models() {
    Map<String, String> models = new TreeMap<>();
    for (Map.Entry<String, String> file : own().entrySet()) {
      String path = file.getKey();
      if (path.matches("(?:.*/)?(?:macros|tests|analysis|analyses)/.*")) {
        continue;
      }
      Set<String> snapshots = Contents.defined(file.getValue(), "snapshot");
      if (!snapshots.isEmpty()) {
        snapshots.forEach(name -> models.put(name, path));
      } else if (path.matches(".*\\.(sql|py)") && path.contains("/")) {
        models.putIfAbsent(stem(path), path);
      }
    }
    seeds.stream()
        .filter(path -> !path.startsWith(PACKAGES))
        .forEach(path -> models.putIfAbsent(stem(path), path));
    return models;
  }

  /** {@code source.table} of each source in a properties file that can be read. */
  Set<String> sources() {
    return inProperties(Contents::sources);
  }

  /** {@code model.version} of each version that properties give a model. */
  Set<String> versions() {
    return inProperties(Contents::versions);
  }

  Set<String> measures() {
    return inProperties(text -> Contents.measures(text).keySet());
  }

  Set<String> metrics() {
    return inProperties(text -> Contents.metrics(text).keySet());
  }

  /** Of all properties files that can be read. */
  private Set<String> inProperties(Function<String, Set<String>> names) {
    Set<String> all = new TreeSet<>();
    own()
        .forEach(
            (path, text) -> {
              if (path.matches(".*\\.ya?ml")) {
                all.addAll(names.apply(text));
              }
            });
    return all;
  }

  /** Macros of the project, or of one of its packages. */
  Set<String> macros(String packageName) {
    Set<String> names = new TreeSet<>();
    texts.forEach(
        (path, text) -> {
          if (packageOf(path).equals(packageName) && path.endsWith(".sql")) {
            names.addAll(Contents.defined(text, "macro"));
          }
        });
    return names;
  }

  /** The package that a file belongs to; empty for the project's own. */
  String packageOf(String path) {
    if (path.startsWith(PACKAGES)) {
      return path.substring(PACKAGES.length()).split("/", 2)[0];
    }
    return local.entrySet().stream()
        .filter(entry -> path.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  /** The folders of packages that lie in the project itself, each with the package's name. */
  private Map<String, String> local() {
    Map<String, String> folders = new TreeMap<>();
    for (String list : List.of("packages.yml", "dependencies.yml")) {
      for (Map<?, ?> one :
          Contents.items(Contents.parsed(texts.getOrDefault(list, "")), "packages")) {
        if (one.get("local") instanceof String path) {
          String folder = normal(path) + "/";
          String name = Contents.projectName(texts.getOrDefault(folder + PROJECT, ""));
          if (!name.isEmpty()) {
            folders.put(folder, name);
          }
        }
      }
    }
    return folders;
  }

  /** A folder as paths begin with it; as it is where it is no path. */
  static String normal(String folder) {
    try {
      return Path.of(folder).normalize().toString();
    } catch (InvalidPathException none) {
      return folder;
    }
  }

  /** Generic tests of the project and its packages. */
  Set<String> tests() {
    Set<String> names = new TreeSet<>(Set.of("unique", "not_null", "accepted_values"));
    names.add("relationships");
    texts.values().forEach(text -> names.addAll(Contents.defined(text, "test")));
    texts.values().forEach(text -> names.addAll(Contents.defined(text, "data_test")));
    return names;
  }

  Set<String> materializations() {
    Set<String> names =
        new TreeSet<>(Set.of("table", "view", "incremental", "ephemeral", "materialized_view"));
    texts.values().forEach(text -> names.addAll(Contents.defined(text, "materialization")));
    return names;
  }

  Set<String> docs() {
    Set<String> names = new TreeSet<>();
    texts.values().forEach(text -> names.addAll(Contents.defined(text, "docs")));
    return names;
  }

  /** The variables that {@code dbt_project.yml} sets. */
  Set<String> variables() {
    return Contents.variables(texts.getOrDefault(PROJECT, ""));
  }

  /** The project's name. */
  String name() {
    return Contents.projectName(texts.getOrDefault(PROJECT, ""));
  }

  /** Files that define something of this kind with this name. */
  List<String> defining(String kind, String name) {
    List<String> files = new ArrayList<>();
    own()
        .forEach(
            (path, text) -> {
              if (Contents.defined(text, kind).contains(name)) {
                files.add(path);
              }
            });
    return files;
  }

  /** The arguments of a macro or generic test; empty where it is not there or there are several. */
  Optional<Set<String>> arguments(String name) {
    Pattern head =
        Pattern.compile(
            "\\{%[-+]?\\s*(?:macro|test|data_test)\\s+"
                + Pattern.quote(name)
                + "\\s*\\(([^)]*)\\)");
    List<String> found = new ArrayList<>();
    texts
        .values()
        .forEach(text -> head.matcher(text).results().forEach(it -> found.add(it.group(1))));
    if (found.size() != 1) {
      return Optional.empty();
    }
    Set<String> names = new TreeSet<>();
    for (String argument : found.get(0).split(",", -1)) {
      names.add(argument.replaceFirst("=.*", "").strip());
    }
    names.remove("");
    return Optional.of(names);
  }

  static String stem(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.substring(0, name.lastIndexOf('.'));
  }
}
