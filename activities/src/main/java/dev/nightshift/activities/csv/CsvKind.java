package dev.nightshift.activities.csv;

import java.util.List;
import java.util.regex.Pattern;

/** What kind of value a column of a seed holds, by its values; the narrowest that fits all. */
public enum CsvKind {
  BIGINT("[-+]?\\d{1,18}"),
  DOUBLE("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?"),
  BOOLEAN("(?i)true|false"),
  DATE("\\d{4}-\\d{2}-\\d{2}"),
  TIMESTAMP("\\d{4}-\\d{2}-\\d{2}([ T]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?)?"),
  VARCHAR("(?s).*");

  private final Pattern shape;

  CsvKind(String regex) {
    shape = Pattern.compile(regex);
  }

  /** Of a column's values, without blanks around them; of none it is text. */
  public static CsvKind of(List<String> values) {
    for (CsvKind kind : values()) {
      if (!values.isEmpty() && values.stream().allMatch(kind::fits)) {
        return kind;
      }
    }
    return VARCHAR;
  }

  boolean fits(String value) {
    return shape.matcher(value).matches();
  }
}
