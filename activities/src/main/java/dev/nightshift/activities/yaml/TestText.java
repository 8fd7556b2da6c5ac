package dev.nightshift.activities.yaml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How mappings, lists, values and tests are written: on lines of their own with the file's habits,
 * or in brackets.
 */
final class TestText {
  /** As wide as a list of values may become before each of them gets its line. */
  private static final int WIDEST = 100;

  private final TestHabits habits;

  TestText(TestHabits habits) {
    this.habits = habits;
  }

  void entry(StringBuilder out, int column, String key, Object value) {
    out.append(" ".repeat(column)).append(onLine(key)).append(':');
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      out.append(habits.newline());
      entries(out, column + habits.step(), map);
    } else if (value instanceof List<?> list && !fits(list, column + key.length())) {
      out.append(habits.newline());
      list.forEach(item -> item(out, column + habits.dash(key), habits.width(), item));
    } else {
      out.append(' ').append(onLine(value)).append(habits.newline());
    }
  }

  void item(StringBuilder out, int dash, int width, Object value) {
    if (value instanceof NewTest test) {
      out.append(comment(" ".repeat(dash), test));
      item(out, dash, width, meaning(test));
      return;
    }
    out.append(" ".repeat(dash)).append('-').append(" ".repeat(width - 1));
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      StringBuilder lines = new StringBuilder();
      entries(lines, dash + width, map);
      out.append(lines.substring(dash + width));
    } else {
      out.append(onLine(value)).append(habits.newline());
    }
  }

  private void entries(StringBuilder out, int column, Map<?, ?> map) {
    map.forEach((key, value) -> entry(out, column, String.valueOf(key), value));
  }

  /** The comment of a test as a line; empty where it has none. */
  String comment(String indent, NewTest test) {
    return test.comment() == null ? "" : indent + "# " + test.comment() + habits.newline();
  }

  /** In brackets, without the comments of tests. */
  String inBrackets(Object value) {
    Object meant = meaning(value);
    if (meant instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> inBrackets(entry.getKey()) + ": " + inBrackets(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (meant instanceof List<?> list) {
      return list.stream().map(this::inBrackets).collect(Collectors.joining(", ", "[", "]"));
    }
    // dbt's parser ends a plain word in brackets at such a sign, ours does not.
    if (meant instanceof String text && (text.indexOf('?') >= 0 || text.startsWith(":"))) {
      return Scalars.quoted(text);
    }
    return Scalars.writing(meant, written -> "[" + written + ", x]", Arrays.asList(meant, "x"));
  }

  private String onLine(Object value) {
    if (value instanceof List<?> || value instanceof Map<?, ?>) {
      return inBrackets(value);
    }
    Object meant = meaning(value);
    Map<Object, Object> around = new LinkedHashMap<>();
    around.put("x", meant);
    return Scalars.writing(meant, written -> "x: " + written, around);
  }

  private boolean fits(List<?> list, int from) {
    boolean ofValues =
        list.stream()
            .noneMatch(
                it -> it instanceof NewTest || it instanceof Map<?, ?> || it instanceof List<?>);
    return ofValues && from + inBrackets(list).length() <= WIDEST;
  }

  /** What the parser will read of it. */
  Object meaning(Object value) {
    if (value instanceof NewTest test) {
      return meaning(test);
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> meant = new LinkedHashMap<>();
      map.forEach((key, item) -> meant.put(meaning(key), meaning(item)));
      return meant;
    }
    if (value instanceof List<?> list) {
      List<Object> meant = new ArrayList<>();
      list.forEach(item -> meant.add(meaning(item)));
      return meant;
    }
    return value instanceof Number number ? Scalars.read(number) : value;
  }

  private Object meaning(NewTest test) {
    Map<String, Object> given = new LinkedHashMap<>();
    if (habits.argumentsKey() && !test.arguments().isEmpty()) {
      given.put("arguments", test.arguments());
    } else {
      test.arguments().keySet().forEach(TestText::refuseSetting);
      given.putAll(test.arguments());
    }
    if (test.severity() != null) {
      given.put("config", Map.of("severity", test.severity()));
    }
    return given.isEmpty() ? test.name() : meaning(Map.of(test.name(), given));
  }

  private static void refuseSetting(String argument) {
    if (TestGiven.isSetting(argument)) {
      throw new CannotEdit(
          "dbt would take the argument " + argument + " for a setting where it would stand");
    }
  }
}
