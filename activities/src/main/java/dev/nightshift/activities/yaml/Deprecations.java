package dev.nightshift.activities.yaml;

import dev.nightshift.activities.edit.Edited;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Forms of properties and settings that dbt gave up, by the names of its events, and the edit that
 * its guide documents for each.
 */
public final class Deprecations {
  private static final Pattern EVENT = Pattern.compile("\\[WARNING]\\[(\\w+)]:");

  /** dbt tells it of a test by the test's name, and of all else by where it stands in the file. */
  private static final String MOVED = "PropertyMovedToConfigDeprecation";

  private static final Pattern MOVED_FROM =
      Pattern.compile("Found\\s+`(\\w+)`\\s+as\\s+a\\s+top-level\\s+property\\s+of\\s+`([^`]+)`");

  private static final Pattern PLACE = Pattern.compile("\\w+\\[\\d+](?:\\.\\w+\\[\\d+])*");

  /**
   * Keys that dbt reads beside {@code config} as below it: compared in the manifests of 1.12. What
   * it passes over there, as a model's {@code tags}, would begin to count.
   */
  private static final Pattern MOVES =
      Pattern.compile(
          "(?:models|seeds|snapshots)\\.(?:meta|docs)|models\\.(?:access|group)"
              + "|(?:\\w+\\.)+columns\\.(?:meta|tags)"
              + "|sources\\.(?:tables\\.)?(?:meta|tags|freshness|loaded_at_field)");

  private static final Set<String> OF_TESTS =
      Set.of(MOVED, "MissingArgumentsPropertyInGenericTestDeprecation");

  /** Keys of dbt_project.yml that have another name. */
  private static final Map<String, String> RENAMED =
      Map.of("data-paths", "seed-paths", "source-paths", "model-paths");

  private static final Set<String> OF_PATHS =
      Set.of("ConfigDataPathDeprecation", "ConfigSourcePathDeprecation");

  private Deprecations() {}

  /**
   * The event at which dbt stopped, where its message names one that is mended here; behind it, for
   * a key of a resource, what kind of resource has it, as in {@code models.columns.meta}.
   */
  public static Optional<String> in(String message) {
    Matcher event = EVENT.matcher(message);
    if (!event.find()) {
      return Optional.empty();
    }
    String name = event.group(1);
    if (name.equals(MOVED)) {
      return moved(message);
    }
    return OF_TESTS.contains(name) || OF_PATHS.contains(name)
        ? Optional.of(name)
        : Optional.empty();
  }

  private static Optional<String> moved(String message) {
    Matcher from = MOVED_FROM.matcher(message);
    if (!from.find()) {
      return Optional.empty();
    }
    String place = from.group(2);
    if (place.startsWith("data_tests.")) {
      return Optional.of(MOVED);
    }
    String key = place.replaceAll("\\[\\d+]", "") + "." + from.group(1);
    return PLACE.matcher(place).matches() && MOVES.matcher(key).matches()
        ? Optional.of(MOVED + " " + key)
        : Optional.empty();
  }

  /** The file without the form; unchanged where it has none. */
  public static Edited renewed(String event, String path, String text) {
    if (OF_TESTS.contains(event)) {
      return YamlEdits.nestTestKeys(text);
    }
    if (event.startsWith(MOVED + " ")) {
      List<String> way = List.of(event.substring(MOVED.length() + 1).split("\\."));
      return YamlEdits.moveToConfig(text, way.subList(0, way.size() - 1), way.get(way.size() - 1));
    }
    return OF_PATHS.contains(event) && path.equals("dbt_project.yml")
        ? YamlEdits.renameKeys(text, RENAMED)
        : Edited.unchanged(text);
  }
}
