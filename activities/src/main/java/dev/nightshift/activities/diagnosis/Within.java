package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An ephemeral model, which dbt writes as a query into all that reads it. */
final class Within {
  private static final String PREFIX = "__dbt__cte__";

  private Within() {}

  static boolean isWithin(Part part) {
    return part.config("materialized").equals("ephemeral");
  }

  /** The SQL of a reader, in which the model is another query; as it is where it is not in it. */
  static String of(Part part, String sql, String query) {
    Matcher begins =
        Pattern.compile("(?i)\"?" + PREFIX + Pattern.quote(part.name()) + "\"?\\s+as\\s+\\(")
            .matcher(sql);
    StringBuilder text = new StringBuilder();
    int from = 0;
    while (from <= begins.regionEnd() && begins.find(from)) {
      int end = end(sql, begins.end());
      if (end < 0) {
        break;
      }
      text.append(sql, from, begins.end()).append(query);
      from = end;
    }
    return text.append(sql.substring(from)).toString();
  }

  /** Where the bracket is closed that stands open at a place; negative where it never is. */
  private static int end(String sql, int start) {
    int open = 1;
    for (int at = start; at < sql.length(); at++) {
      switch (sql.charAt(at)) {
        case '(' -> open++;
        case ')' -> {
          open--;
          if (open == 0) {
            return at;
          }
        }
        case '\'', '"' -> at = after(sql, at + 1, sql.substring(at, at + 1));
        case '-' -> at = sql.startsWith("--", at) ? after(sql, at, "\n") : at;
        case '/' -> at = sql.startsWith("/*", at) ? after(sql, at + 2, "*/") + 1 : at;
        default -> {
          // Part of a word.
        }
      }
    }
    return -1;
  }

  private static int after(String sql, int from, String mark) {
    int at = sql.indexOf(mark, from);
    return at < 0 ? sql.length() : at;
  }
}
