package dev.nightshift.activities.diagnosis;

import java.util.regex.Pattern;

/**
 * A column of a relation, and what is made of it: {@code template} is the expression with {@code
 * {}} in the column's place.
 */
record Origin(String relation, String column, String template) {
  static final String HOLE = "{}";
  private static final Pattern MAKES_NULLS =
      Pattern.compile(
          "(?i)\\b(nullif|try_\\w+|safe\\w*|case|iff?|decode|regexp\\w*|json\\w*)\\b|->|/");

  static Origin plain(String relation, String column) {
    return new Origin(relation, column, HOLE);
  }

  /** The value is carried as it is. */
  boolean isPlain() {
    return template.equals(HOLE);
  }

  /** It is null where the column is, and nowhere else. */
  boolean keepsNulls() {
    return !MAKES_NULLS.matcher(template).find();
  }

  String filled(String expression) {
    return template.replace(HOLE, expression);
  }

  /** This, read from a column that is itself made of another one. */
  Origin over(Origin below) {
    return new Origin(
        below.relation,
        below.column,
        isPlain()
            ? below.template
            : below.isPlain() ? template : template.replace(HOLE, "(" + below.template + ")"));
  }
}
