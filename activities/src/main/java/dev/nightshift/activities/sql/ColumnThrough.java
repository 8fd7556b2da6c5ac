package dev.nightshift.activities.sql;

import dev.nightshift.activities.edit.Edited;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Reads a source's column through an expression, under its own name: {@code amount} becomes {@code
 * cast(amount as integer) as amount} where it is selected as it is, and {@code cast(amount as
 * integer)} where an expression or a condition reads it. What is downstream of that is not touched.
 */
public final class ColumnThrough {
  /** Stands for the column in an expression. */
  public static final String HOLE = "{}";

  /** A rename to a name that nobody has finds the places, and each becomes the expression. */
  private static final String MARK = "read_through_an_expression";

  private static final Pattern LEFT_OUT =
      Pattern.compile("(?is)\\b(?:exclude|except)\\s*\\([^()]*\\)");
  private static final Pattern STAR =
      Pattern.compile("(?i)\\brename \\(([\"`]?)" + MARK + "\\1 as (\\S+)\\)");
  private static final Pattern RENAMED =
      Pattern.compile("(?is)\\brename\\s*\\([^()]*" + MARK + "[^()]*\\)");
  private static final Pattern PLACE =
      Pattern.compile("(?i)((?:[\\w\"`]+\\s*\\.\\s*)*)([\"`]?)" + MARK + "\\2");

  private ColumnThrough() {}

  /**
   * In a model: whoever reads it finds the column under its old name.
   *
   * @param through an expression with {@link #HOLE} in the column's place
   */
  public static Edited inModel(String text, SourceColumn column, String through, Dialect dialect) {
    SourceColumn marked =
        new SourceColumn(column.source(), column.table(), column.relation(), column.from(), MARK);
    Edited found = ColumnRename.inModel(text, marked, dialect);
    if (!found.changed()) {
      return found;
    }
    String after =
        LEFT_OUT
            .matcher(found.text())
            .replaceAll(it -> literal(it.group().replaceAll("(?i)" + MARK, column.from())));
    after =
        STAR.matcher(after)
            .replaceAll(
                it ->
                    literal(
                        "replace ("
                            + through.replace(HOLE, it.group(1) + column.from() + it.group(1))
                            + " as "
                            + it.group(2)
                            + ")"));
    if (RENAMED.matcher(after).find()) {
      return Edited.refused(text, "a star renames the column on its way");
    }
    after = PLACE.matcher(after).replaceAll(it -> literal(filled(it, column.from(), through)));
    return after.equals(text) ? Edited.unchanged(text) : Edited.to(after);
  }

  private static String filled(MatchResult place, String column, String through) {
    boolean capitals = place.group().contains(MARK.toUpperCase(Locale.ROOT));
    String name = capitals ? column.toUpperCase(Locale.ROOT) : column;
    String in = capitals ? through.toUpperCase(Locale.ROOT) : through;
    return in.replace(HOLE, place.group(1) + place.group(2) + name + place.group(2));
  }

  private static String literal(String text) {
    return java.util.regex.Matcher.quoteReplacement(text);
  }
}
