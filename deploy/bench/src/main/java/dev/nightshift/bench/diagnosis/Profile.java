package dev.nightshift.bench.diagnosis;

import dev.nightshift.activities.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How dbt reaches a project's database here, and what its profile attaches beside it. A project's
 * own profile is used where it is of a DuckDB file that can be named and lies in the copy; in the
 * place of any other stands one of ours, outside the project.
 */
record Profile(String target, Path database, String attached, Map<String, String> environment) {
  private static final String OURS = "dev";

  private static final Pattern WITH_DEFAULT =
      Pattern.compile(
          "\\{\\{\\s*env_var\\(\\s*['\"]\\w+['\"]\\s*,\\s*['\"]([^'\"]*)['\"]\\s*\\)\\s*}}");

  /**
   * {@code wanted} is the database that the case names, {@code folder} a place for ours, beside the
   * copies.
   */
  static Profile of(Path project, Optional<Path> wanted, Path folder) throws IOException {
    String name = text(yaml(project.resolve("dbt_project.yml")), "profile");
    Map<?, ?> own = map(yaml(project.resolve("profiles.yml")), name);
    String target = text(own, "target");
    Map<?, ?> output = map(map(own, "outputs"), target);
    Optional<Path> path =
        text(output, "type").equals("duckdb")
            ? file(text(output, "path")).map(one -> project.resolve(one).normalize())
            : Optional.empty();
    boolean isCopy = path.isPresent() && path.get().startsWith(folder.getParent());
    if (isCopy && !target.contains("{{")) {
      return new Profile(target, path.get(), text(output, "attach"), Map.of());
    }
    Path database = wanted.orElse(folder.resolve("nothing.duckdb"));
    String schema = text(output, "schema");
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("profiles.yml"),
        """
        %s:
          target: %s
          outputs:
            %2$s: {type: duckdb, path: '%s', schema: '%s', threads: 4}
        """
            .formatted(
                name.isEmpty() ? "default" : name,
                OURS,
                database.toString().replace("'", "''"),
                schema.isEmpty() || schema.contains("{{") ? "main" : schema));
    return new Profile(OURS, database, "", Map.of("DBT_PROFILES_DIR", folder.toString()));
  }

  /** Whether that file is opened beside the database. */
  boolean reaches(Path file) {
    return attached.contains(file.getFileName().toString());
  }

  /** Empty for what only dbt could render, and for what is no file. */
  private static Optional<Path> file(String path) {
    Matcher matcher = WITH_DEFAULT.matcher(path);
    String plain = matcher.replaceAll("$1");
    return plain.isBlank() || plain.contains("{{") || plain.startsWith(":") || plain.contains("md:")
        ? Optional.empty()
        : Optional.of(Path.of(plain));
  }

  private static Map<?, ?> yaml(Path file) throws IOException {
    try {
      return Files.isRegularFile(file)
              && Yaml.parse(Files.readString(file)) instanceof Map<?, ?> map
          ? map
          : Map.of();
    } catch (Yaml.Unreadable broken) {
      // dbt says it better.
      return Map.of();
    }
  }

  private static Map<?, ?> map(Map<?, ?> from, String key) {
    return from.get(key) instanceof Map<?, ?> found ? found : Map.of();
  }

  private static String text(Map<?, ?> from, String key) {
    return from.get(key) == null ? "" : String.valueOf(from.get(key)).strip();
  }
}
