package dev.nightshift.activities.yaml;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far a parsed text is from what dbt takes for a properties file: keys in places where nothing
 * is called so, and values of another kind. Of two readings the one that fits was meant.
 */
record PropertyShape() implements Shape {
  private static final Set<String> TOP =
      Set.of(
          "version",
          "models",
          "seeds",
          "snapshots",
          "sources",
          "macros",
          "analyses",
          "exposures",
          "metrics",
          "groups",
          "semantic_models",
          "unit_tests",
          "saved_queries",
          "data_tests",
          "functions",
          "anchors");

  private static final Set<String> COMMON =
      Set.of("name", "description", "config", "meta", "tags", "docs", "tests", "data_tests");

  private static final Set<String> NODE =
      with(
          COMMON,
          "columns",
          "access",
          "constraints",
          "versions",
          "latest_version",
          "deprecation_date",
          "group",
          "time_spine",
          "semantic_model",
          "agg_time_dimension",
          "primary_entity",
          "metrics",
          "relation",
          "quote_columns");

  private static final Set<String> COLUMN =
      with(
          COMMON,
          "data_type",
          "constraints",
          "quote",
          "granularity",
          "policy_tags",
          "dimension",
          "entity");

  private static final Set<String> SOURCE =
      with(
          COMMON,
          "database",
          "schema",
          "loader",
          "loaded_at_field",
          "loaded_at_query",
          "overrides",
          "freshness",
          "quoting",
          "tables");

  private static final Set<String> TABLE =
      with(
          COMMON,
          "identifier",
          "loader",
          "loaded_at_field",
          "loaded_at_query",
          "freshness",
          "quoting",
          "external",
          "columns",
          "constraints");

  private static final Set<String> UNIT_TEST =
      Set.of("name", "description", "model", "given", "expect", "overrides", "versions", "config");

  private static final Set<String> EXPOSURE =
      Set.of(
          "name",
          "description",
          "label",
          "type",
          "url",
          "maturity",
          "owner",
          "depends_on",
          "tags",
          "meta",
          "config");

  private static final Set<String> METRIC =
      Set.of(
          "name",
          "label",
          "description",
          "type",
          "type_params",
          "filter",
          "time_granularity",
          "config",
          "meta",
          "tags",
          "group");

  private static final Set<String> SEMANTIC_MODEL =
      Set.of(
          "name",
          "label",
          "description",
          "model",
          "defaults",
          "entities",
          "measures",
          "dimensions",
          "primary_entity",
          "config");

  private static final Set<String> BESIDE_ARGUMENTS =
      Set.of(
          "arguments",
          "config",
          "name",
          "description",
          "severity",
          "where",
          "limit",
          "tags",
          "meta",
          "enabled",
          "warn_if",
          "error_if",
          "fail_calc",
          "store_failures",
          "store_failures_as");

  /** Keys that stand nowhere but in properties files, so that a line may be known by them. */
  private static final Set<String> KEYS = all();

  private static Set<String> with(Set<String> some, String... more) {
    Set<String> all = new HashSet<>(some);
    all.addAll(List.of(more));
    return Set.copyOf(all);
  }

  private static Set<String> all() {
    Set<String> all = new HashSet<>();
    List.of(TOP, NODE, COLUMN, SOURCE, TABLE, UNIT_TEST, EXPOSURE, METRIC, SEMANTIC_MODEL)
        .forEach(all::addAll);
    all.addAll(
        List.of(
            "arguments",
            "values",
            "to",
            "field",
            "rows",
            "input",
            "severity",
            "where",
            "enabled",
            "agg",
            "expr",
            "numerator",
            "denominator",
            "measure"));
    return Set.copyOf(all);
  }

  @Override
  public Set<String> keys() {
    return KEYS;
  }

  @Override
  public int faults(Object parsed) {
    return parsed instanceof Map<?, ?> map ? new Count().of(map) : 1;
  }

  /** Walks a file and counts. */
  private static final class Count {
    private int faults;

    int of(Map<?, ?> map) {
      top(map);
      return faults;
    }

    private void top(Map<?, ?> map) {
      known(map, TOP);
      for (String kind : List.of("models", "seeds", "snapshots")) {
        named(map, kind, item -> node(item, NODE));
      }
      named(
          map,
          "sources",
          source -> {
            known(source, SOURCE);
            tests(source);
            named(source, "tables", table -> node(table, TABLE));
          });
      named(map, "unit_tests", this::unitTest);
      named(map, "exposures", item -> known(item, EXPOSURE));
      named(map, "metrics", item -> known(item, METRIC));
      named(map, "semantic_models", item -> known(item, SEMANTIC_MODEL));
      for (String kind :
          List.of("macros", "groups", "saved_queries", "analyses", "functions", "data_tests")) {
        named(map, kind, item -> {});
      }
    }

    private interface Item {
      void at(Map<?, ?> item);
    }

    private void named(Map<?, ?> map, String key, Item check) {
      Object value = map.get(key);
      if (value == null) {
        return;
      }
      if (!(value instanceof List<?> list)) {
        faults++;
        return;
      }
      for (Object item : list) {
        if (item instanceof Map<?, ?> found && found.get("name") != null) {
          check.at(found);
        } else {
          faults++;
        }
      }
    }

    private void node(Map<?, ?> item, Set<String> keys) {
      known(item, keys);
      tests(item);
      plain(item);
      named(
          item,
          "columns",
          column -> {
            known(column, COLUMN);
            tests(column);
            plain(column);
          });
    }

    private void unitTest(Map<?, ?> item) {
      known(item, UNIT_TEST);
      if (item.get("given") instanceof List<?> given) {
        for (Object input : given) {
          faults += input instanceof Map<?, ?> map && map.containsKey("input") ? 0 : 1;
        }
      } else if (item.get("given") != null) {
        faults++;
      }
      faults += item.get("model") instanceof String && item.get("expect") instanceof Map ? 0 : 1;
    }

    private void plain(Map<?, ?> item) {
      for (String key : List.of("name", "description", "data_type")) {
        Object value = item.get(key);
        faults += value instanceof Map || value instanceof List ? 1 : 0;
      }
      Object config = item.get("config");
      faults += config == null || config instanceof Map ? 0 : 1;
    }

    private void tests(Map<?, ?> item) {
      if (item.containsKey("tests") && item.containsKey("data_tests")) {
        faults++;
      }
      for (String key : List.of("tests", "data_tests")) {
        Object value = item.get(key);
        if (value instanceof List<?> list) {
          list.forEach(this::test);
        } else if (value != null) {
          faults++;
        }
      }
    }

    /** {@code - unique}, or one key with what the test is given. */
    private void test(Object test) {
      if (test instanceof Map<?, ?> map) {
        boolean whole =
            map.containsKey("test_name")
                || (map.size() == 1
                    && map.values().iterator().next() instanceof Map<?, ?> given
                    && isGiven(given));
        faults += whole ? 0 : 1;
      } else if (!(test instanceof String name) || !name.matches("[\\w.]+")) {
        faults++;
      }
    }

    /** Arguments stand below their own key, or beside the settings, and not in both places. */
    private static boolean isGiven(Map<?, ?> given) {
      if (given.isEmpty() || !given.containsKey("arguments")) {
        return !given.isEmpty();
      }
      return given.get("arguments") instanceof Map
          && given.keySet().stream().allMatch(BESIDE_ARGUMENTS::contains);
    }

    private void known(Map<?, ?> map, Set<String> keys) {
      for (Object key : map.keySet()) {
        faults += key instanceof String name && keys.contains(name) ? 0 : 1;
      }
    }
  }
}
