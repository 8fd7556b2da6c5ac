package dev.nightshift.activities.yaml;

import dev.nightshift.activities.edit.Edited;
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

  private static final Set<String> OF_TESTS =
      Set.of(
          "PropertyMovedToConfigDeprecation", "MissingArgumentsPropertyInGenericTestDeprecation");

  /** Keys of dbt_project.yml that have another name. */
  private static final Map<String, String> RENAMED =
      Map.of("data-paths", "seed-paths", "source-paths", "model-paths");

  private static final Set<String> OF_PATHS =
      Set.of("ConfigDataPathDeprecation", "ConfigSourcePathDeprecation");

  private Deprecations() {}

  /** The event at which dbt stopped, where its message names one that is mended here. */
  public static Optional<String> in(String message) {
    Matcher event = EVENT.matcher(message);
    return event.find() && (OF_TESTS.contains(event.group(1)) || OF_PATHS.contains(event.group(1)))
        ? Optional.of(event.group(1))
        : Optional.empty();
  }

  /** The file without the form; unchanged where it has none. */
  public static Edited renewed(String event, String path, String text) {
    if (OF_TESTS.contains(event)) {
      return YamlEdits.nestTestKeys(text);
    }
    return OF_PATHS.contains(event) && path.equals("dbt_project.yml")
        ? YamlEdits.renameKeys(text, RENAMED)
        : Edited.unchanged(text);
  }
}
