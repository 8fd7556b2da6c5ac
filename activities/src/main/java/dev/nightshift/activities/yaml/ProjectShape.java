package dev.nightshift.activities.yaml;

import java.util.Map;
import java.util.Set;

/** What stands in {@code dbt_project.yml}; how folders are called below a kind is the team's. */
record ProjectShape() implements Shape {
  private static final Set<String> KEYS =
      Set.of(
          "analysis-paths",
          "asset-paths",
          "clean-targets",
          "config-version",
          "data_tests",
          "dbt-cloud",
          "dispatch",
          "docs-paths",
          "exposures",
          "flags",
          "function-paths",
          "functions",
          "log-path",
          "macro-paths",
          "metrics",
          "model-paths",
          "models",
          "name",
          "on-run-end",
          "on-run-start",
          "packages-install-path",
          "profile",
          "query-comment",
          "quoting",
          "require-dbt-version",
          "restrict-access",
          "saved-queries",
          "seed-paths",
          "seeds",
          "semantic-models",
          "snapshot-paths",
          "snapshots",
          "sources",
          "target-path",
          "test-paths",
          "tests",
          "unit_tests",
          "vars",
          "version");

  private static final Set<String> TREES =
      Set.of("models", "seeds", "snapshots", "sources", "tests", "data_tests", "vars", "flags");

  @Override
  public Set<String> keys() {
    return KEYS;
  }

  @Override
  public int faults(Object parsed) {
    if (!(parsed instanceof Map<?, ?> map)) {
      return 1;
    }
    int faults = map.get("name") instanceof String ? 0 : 1;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      boolean known = entry.getKey() instanceof String key && KEYS.contains(key);
      boolean tree =
          !TREES.contains(String.valueOf(entry.getKey()))
              || entry.getValue() == null
              || entry.getValue() instanceof Map;
      faults += known && tree ? 0 : 1;
    }
    return faults;
  }
}
