package dev.nightshift.activities.inference;

import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.activities.yaml.Yaml;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a project tests that columns are unique together: by the package that most have, or by a
 * generic test of its own, which is written once where there is none.
 */
final class Together {
  static final String OURS = "unique_together";

  private static final String PACKAGES = "unique_combination_of_columns";

  private static final String TEXT =
      """
      {% test unique_together(model, combination) %}

      -- Rows that are alike in all of these columns are one row too many.
      select {{ combination | join(', ') }}
      from {{ model }}
      group by {{ combination | join(', ') }}
      having count(*) > 1

      {% endtest %}
      """;

  private final Manifest manifest;

  Together(Manifest manifest) {
    this.manifest = manifest;
  }

  /** As it is called in a properties file. */
  String name() {
    return isOfPackage() ? "dbt_utils." + PACKAGES : OURS;
  }

  Map<String, Object> arguments(List<String> columns) {
    return Map.of(isOfPackage() ? "combination_of_columns" : "combination", columns);
  }

  /** The file that has to be written first; empty where the test is there already. */
  Optional<String> file(String settings) {
    boolean there =
        isOfPackage()
            || manifest.macros().keySet().stream().anyMatch(id -> id.endsWith(".test_" + OURS));
    return there ? Optional.empty() : Optional.of(folder(settings) + "/generic/" + OURS + ".sql");
  }

  static String text() {
    return TEXT;
  }

  private boolean isOfPackage() {
    return manifest.macros().containsKey("macro.dbt_utils.test_" + PACKAGES);
  }

  /** Where the project has its tests. */
  private static String folder(String settings) {
    try {
      if (Yaml.parse(settings) instanceof Map<?, ?> all
          && all.get("test-paths") instanceof List<?> paths
          && !paths.isEmpty()) {
        return String.valueOf(paths.get(0)).replaceFirst("/+$", "");
      }
    } catch (Yaml.Unreadable others) {
      // dbt has read it: whatever it found there, tests are where they usually are.
      return "tests";
    }
    return "tests";
  }
}
