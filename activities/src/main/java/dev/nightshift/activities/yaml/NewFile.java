package dev.nightshift.activities.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a properties file says of a model that it did not know. */
final class NewFile {
  private NewFile() {}

  static String of(String kind, String model, List<NewTest> tests, TestHabits habits) {
    StringBuilder text = new StringBuilder("version: 2" + habits.newline() + habits.newline());
    new TestText(habits).entry(text, 0, kind, List.of(entry(model, tests, habits)));
    return text.toString();
  }

  /** The entry of a model with its own tests, and its columns in the order of theirs. */
  static Map<String, Object> entry(String model, List<NewTest> tests, TestHabits habits) {
    Map<String, List<NewTest>> byColumn = new LinkedHashMap<>();
    List<NewTest> own = new ArrayList<>();
    for (NewTest test : tests) {
      if (test.column() == null) {
        own.add(test);
      } else {
        byColumn.computeIfAbsent(test.column(), none -> new ArrayList<>()).add(test);
      }
    }
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", model);
    if (!own.isEmpty()) {
      entry.put(habits.testsKey(), own);
    }
    if (!byColumn.isEmpty()) {
      List<Object> columns = new ArrayList<>();
      byColumn.forEach((column, its) -> columns.add(column(column, its, habits)));
      entry.put("columns", columns);
    }
    return entry;
  }

  static Map<String, Object> column(String column, List<NewTest> tests, TestHabits habits) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", column);
    entry.put(habits.testsKey(), tests);
    return entry;
  }
}
