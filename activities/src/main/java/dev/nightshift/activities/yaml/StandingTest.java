package dev.nightshift.activities.yaml;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A test of a model as dbt understands it, however and wherever in the model it is written. */
record StandingTest(String name, Map<String, Object> arguments) {
  private static final String COLUMN = "column_name";

  static StandingTest of(NewTest test) {
    return of(test.name(), test.column(), test.arguments());
  }

  /** All of a model's parsed entry, with those of its columns. */
  static List<StandingTest> allOf(Map<?, ?> model) {
    List<StandingTest> all = new ArrayList<>(under(model, null));
    for (Map<Object, Object> column : TestKeys.maps(model.get("columns"))) {
      all.addAll(under(column, String.valueOf(column.get("name"))));
    }
    return all;
  }

  private static List<StandingTest> under(Map<?, ?> entry, String column) {
    List<StandingTest> tests = new ArrayList<>();
    for (String key : List.of("tests", "data_tests")) {
      if (entry.get(key) instanceof List<?> list) {
        list.forEach(item -> read(item, column, tests));
      }
    }
    return tests;
  }

  private static void read(Object item, String column, List<StandingTest> tests) {
    if (item instanceof Map<?, ?> map && map.containsKey("test_name")) {
      tests.add(given(String.valueOf(map.get("test_name")), column, map));
    } else if (item instanceof Map<?, ?> map && map.size() == 1) {
      Map.Entry<?, ?> only = map.entrySet().iterator().next();
      Map<?, ?> given = only.getValue() instanceof Map<?, ?> it ? it : Map.of();
      tests.add(given(String.valueOf(only.getKey()), column, given));
    } else if (item instanceof String name) {
      tests.add(of(name, column, Map.of()));
    }
  }

  private static StandingTest given(String name, String column, Map<?, ?> given) {
    Map<Object, Object> arguments = new LinkedHashMap<>(given);
    arguments
        .keySet()
        .removeIf(key -> key.equals("test_name") || TestGiven.isSetting(String.valueOf(key)));
    if (given.get("arguments") instanceof Map<?, ?> below) {
      arguments.putAll(below);
    }
    return of(name, column, arguments);
  }

  private static StandingTest of(String name, String column, Map<?, ?> arguments) {
    Map<String, Object> all = new LinkedHashMap<>();
    arguments.forEach((key, value) -> all.put(String.valueOf(key), plain(value)));
    if (column != null) {
      all.put(COLUMN, plain(column));
    }
    all.computeIfPresent(COLUMN, (key, value) -> String.valueOf(value).toLowerCase(Locale.ROOT));
    return new StandingTest(name.startsWith("dbt.") ? name.substring(4) : name, all);
  }

  /** Without what two writings of one value differ in. */
  private static Object plain(Object value) {
    if (value instanceof String text) {
      return text.replaceAll("^\\s*\\{\\{(.*)}}\\s*$", "$1")
          .replaceAll("\\s+", "")
          .replace('"', '\'');
    }
    if (value instanceof Number number) {
      return new BigDecimal(number.toString()).stripTrailingZeros();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(StandingTest::plain).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> plain = new LinkedHashMap<>();
      map.forEach((key, item) -> plain.put(key, plain(item)));
      return plain;
    }
    return String.valueOf(value);
  }
}
