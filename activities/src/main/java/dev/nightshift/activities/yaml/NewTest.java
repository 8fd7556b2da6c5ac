package dev.nightshift.activities.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A test to be written: at a column, or at the model where {@code column} is null. Its severity is
 * {@code warn} or null; its comment is one line without the sign that begins it, or null.
 */
public record NewTest(
    String column, String name, Map<String, Object> arguments, String severity, String comment) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*");

  public NewTest {
    if (column != null && column.isBlank()) {
      throw new IllegalArgumentException("a column without a name");
    }
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("no name of a test: " + name);
    }
    if (severity != null && !severity.equals("warn")) {
      throw new IllegalArgumentException("no severity to write down: " + severity);
    }
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    arguments.values().forEach(NewTest::refuseUnwritable);
    if (comment != null && !comment.codePoints().allMatch(Scalars::isPrintable)) {
      throw new IllegalArgumentException("a comment that does not fit on a line: " + comment);
    }
    comment = comment == null || comment.isBlank() ? null : comment.strip();
  }

  private static void refuseUnwritable(Object value) {
    if (value instanceof List<?> list) {
      list.forEach(NewTest::refuseUnwritable);
    } else if (value instanceof Map<?, ?> map) {
      map.keySet().forEach(NewTest::refuseUnwritable);
      map.values().forEach(NewTest::refuseUnwritable);
    } else if (value != null
        && !(value instanceof String)
        && !(value instanceof Number)
        && !(value instanceof Boolean)) {
      throw new IllegalArgumentException("no value for YAML: " + value.getClass());
    }
    if (value instanceof Number number && !Double.isFinite(number.doubleValue())) {
      throw new IllegalArgumentException("no number to compare with: " + number);
    }
  }
}
