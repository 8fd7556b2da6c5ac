package dev.nightshift.activities.dbt;

import dev.nightshift.activities.yaml.Yaml;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The profile that dbt gets: the project's own name, target, schema and settings, so that Jinja and
 * schema names come out as in production, on another database.
 */
record Profile(String name, String target, Map<String, Object> output) {
  /** What a project's own profile may say on. Everything that names a place or a secret may not. */
  private static final Set<String> KEPT = Set.of("schema", "threads", "disable_transactions");

  /** Settings that open a door, or that the job's own limits decide. */
  private static final Set<String> SETTINGS_DROPPED =
      Set.of(
          "enable_external_access",
          "allowed_directories",
          "allowed_paths",
          "allow_unsigned_extensions",
          "extension_directory",
          "secret_directory",
          "home_directory",
          "temp_directory",
          "motherduck_token",
          "memory_limit",
          "max_memory",
          "lock_configuration",
          "threads",
          "worker_threads");

  private static final Pattern PROFILE_LINE =
      Pattern.compile("(?m)^\\s*profile(?::\\s*|\\s+)['\"]?([\\w-]+)['\"]?\\s*(?:#.*)?$");

  /**
   * Of a project's checkout. {@code wantedTarget} is empty where nobody named one: then the
   * project's own default holds, then dbt's.
   */
  static Profile of(Path project, List<Path> places, String wantedName, String wantedTarget) {
    String name = wantedName.isEmpty() ? named(project) : wantedName;
    if (name.isEmpty() || name.contains("{{")) {
      throw ErrorKind.BAD_INPUT.failure(
          "dbt_project.yml names no profile that can be read: set profile in nightshift.yml.");
    }
    Map<?, ?> own =
        places.stream()
            .map(place -> map(yaml(place.resolve("profiles.yml")).orElse(null), name))
            .filter(found -> !found.isEmpty())
            .findFirst()
            .orElse(Map.of());
    String target = wantedTarget.isEmpty() ? text(own, "target") : wantedTarget;
    String plain = target.isEmpty() || target.contains("{{") ? "default" : target;
    return new Profile(name, plain, kept(map(map(own, "outputs"), plain)));
  }

  /** A file that is no YAML, which a patch may mend, still says which profile it is for. */
  private static String named(Path project) {
    String name = text(projectFile(project), "profile");
    return name.isEmpty() ? byItsLine(project.resolve("dbt_project.yml")) : name;
  }

  private static String byItsLine(Path file) {
    try {
      return PROFILE_LINE
          .matcher(Files.isRegularFile(file) ? Files.readString(file) : "")
          .results()
          .map(line -> line.group(1))
          .findFirst()
          .orElse("");
    } catch (IOException unreadable) {
      return "";
    }
  }

  private static Map<?, ?> projectFile(Path project) {
    return yaml(project.resolve("dbt_project.yml")).orElse(Map.of());
  }

  private static Map<String, Object> kept(Map<?, ?> own) {
    Map<String, Object> kept = new LinkedHashMap<>();
    KEPT.forEach(key -> Optional.ofNullable(own.get(key)).ifPresent(value -> kept.put(key, value)));
    Map<String, Object> settings = new LinkedHashMap<>();
    map(own, "settings")
        .forEach(
            (key, value) -> {
              if (!SETTINGS_DROPPED.contains(String.valueOf(key).toLowerCase(java.util.Locale.ROOT))
                  && String.valueOf(key).matches("\\w+")) {
                settings.put(String.valueOf(key), value);
              }
            });
    if (!settings.isEmpty()) {
      kept.put("settings", settings);
    }
    return kept;
  }

  /** Writes {@code profiles.yml} (JSON is YAML) and the plugin that shuts external access off. */
  void write(Path folder, Path database, List<Path> allowed, long memoryBytes) {
    Map<String, Object> all = new LinkedHashMap<>(output);
    all.put("type", "duckdb");
    all.put("path", database.toString());
    all.putIfAbsent("schema", "main");
    all.putIfAbsent("threads", 4);
    // One process is one job: to open the file again for each statement would only take time.
    all.put("keep_open", true);
    all.put("config_options", Map.of("memory_limit", memoryBytes / (1 << 20) + "MiB"));
    all.put("module_paths", List.of(folder.toString()));
    List<String> folders = allowed.stream().map(path -> path + "/").toList();
    all.put("plugins", List.of(Map.of("module", "nightshift_wall")));
    Map<String, Object> profile = Map.of("target", target, "outputs", Map.of(target, all));
    try (InputStream wall = Profile.class.getResourceAsStream("nightshift_wall.py")) {
      Files.write(
          folder.resolve("profiles.yml"),
          Converter.json().writeValueAsBytes(Map.of(name, profile)));
      Files.copy(wall, folder.resolve("nightshift_wall.py"));
      Files.write(
          folder.resolve("nightshift_wall.json"), Converter.json().writeValueAsBytes(folders));
    } catch (IOException full) {
      throw new UncheckedIOException(folder + " cannot be written", full);
    }
  }

  /** A file that is not there, or that is not YAML: dbt says it better than we could. */
  private static Optional<Map<?, ?>> yaml(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      Object root = Yaml.parse(Files.readString(file, StandardCharsets.UTF_8));
      return root instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
    } catch (IOException | Yaml.Unreadable unreadable) {
      return Optional.empty();
    }
  }

  private static Map<?, ?> map(Map<?, ?> from, String key) {
    return from != null && from.get(key) instanceof Map<?, ?> found ? found : Map.of();
  }

  private static String text(Map<?, ?> from, String key) {
    return from.get(key) instanceof String text ? text.strip() : "";
  }
}
