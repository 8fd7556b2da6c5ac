package dev.nightshift.bench.yaml;

import dev.nightshift.activities.yaml.NewTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One test for one model of a file, and the file before and after. */
record Edit(String before, String after, String kind, String model, NewTest test) {
  private static final String NEW = "nightshift_";

  Edit to(String text) {
    return new Edit(before, text, kind, model, test);
  }

  /** Up to six for a model that is there: columns at three places, and what is not there. */
  static List<Edit> of(String text, Map<?, ?> model) {
    String name = String.valueOf(model.get("name"));
    List<String> columns = columns(model);
    List<NewTest> tests = new ArrayList<>();
    if (!columns.isEmpty()) {
      tests.add(test(columns.get(0), "unique", Map.of(), null));
      Map<String, Object> to = new LinkedHashMap<>();
      to.put("to", "ref('" + NEW + "model')");
      to.put("field", "id");
      tests.add(test(columns.get(columns.size() / 2), "relationships", to, null));
      Map<String, Object> values = Map.of("values", List.of("placed", "no", "2024-01-01"));
      tests.add(test(columns.get(columns.size() - 1), "accepted_values", values, "warn"));
    }
    tests.add(test(NEW + "column", "not_null", Map.of(), null));
    tests.add(test(null, "dbt_utils.expression_is_true", Map.of("expression", "a > 0"), null));
    List<Edit> edits = new ArrayList<>();
    tests.forEach(test -> edits.add(new Edit(text, text, "models", name, test)));
    edits.add(new Edit(text, text, "models", NEW + "model", test("id", "unique", Map.of(), null)));
    return edits;
  }

  private static NewTest test(
      String column, String name, Map<String, Object> arguments, String severity) {
    return new NewTest(column, name, arguments, severity, null);
  }

  private static List<String> columns(Map<?, ?> model) {
    List<String> names = new ArrayList<>();
    if (model.get("columns") instanceof List<?> columns) {
      for (Object column : columns) {
        if (column instanceof Map<?, ?> entry && entry.get("name") instanceof String name) {
          names.add(name);
        }
      }
    }
    names.removeIf(String::isBlank);
    return names;
  }
}
