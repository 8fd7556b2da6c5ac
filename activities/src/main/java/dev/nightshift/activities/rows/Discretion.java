package dev.nightshift.activities.rows;

import dev.nightshift.activities.rows.KeptRows.Column;
import dev.nightshift.workflows.values.Privacy;
import dev.nightshift.workflows.values.Privacy.Place;
import dev.nightshift.workflows.values.Privacy.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Decides what of a row may be shown in one place. Nothing else shows rows. */
public final class Discretion {
  /** What stands for a value that is marked. */
  public static final String HIDDEN = "•••";

  private static final Pattern ADDRESS = Pattern.compile(".*\\S@\\S.*", Pattern.DOTALL);

  /** Of so many digits are the numbers by which people and accounts are known. */
  private static final int DIGITS = 9;

  private static final Pattern ONE_NUMBER = Pattern.compile("\\D*+\\d[\\d ./()+-]*+\\D*+");

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d.*");

  private final Place place;
  private final Rows rows;

  public Discretion(Privacy privacy, Place place) {
    this.place = place;
    this.rows = privacy.in(place);
  }

  /** Rows as they may be read, the column of a heading. */
  public record Shown(List<String> headings, List<List<String>> rows) {
    public Shown {
      headings = List.copyOf(headings);
      rows = List.copyOf(rows);
    }

    public boolean nothing() {
      return headings.isEmpty() || rows.isEmpty();
    }
  }

  /** The first rows. */
  public Shown show(KeptRows kept, int most) {
    return show(kept, most, column -> isTold(kept.columns().get(column)));
  }

  /** Of the first rows only what is shown as it is: for a text in which a mask tells nothing. */
  public Shown inClear(KeptRows kept, int most) {
    return show(
        kept,
        most,
        column ->
            isTold(kept.columns().get(column))
                && kept.rows().stream()
                    .allMatch(row -> isClear(kept.columns().get(column), row.get(column))));
  }

  private Shown show(KeptRows kept, int most, IntPredicate told) {
    List<Integer> columns = IntStream.range(0, kept.columns().size()).filter(told).boxed().toList();
    List<Map<String, Integer>> seen = new ArrayList<>();
    columns.forEach(column -> seen.add(new HashMap<>()));
    List<List<String>> shown = new ArrayList<>();
    for (List<String> row : kept.rows().subList(0, Math.min(most, kept.rows().size()))) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        int column = columns.get(i);
        cells.add(cell(kept.columns().get(column), row.get(column), seen.get(i)));
      }
      shown.add(cells);
    }
    List<String> headings =
        columns.stream().map(column -> kept.columns().get(column).name()).toList();
    return new Shown(headings, shown);
  }

  /**
   * A report is read by who looks after the data, and may say that a column is there. What goes to
   * others does not mention a marked one.
   */
  private boolean isTold(Column column) {
    return switch (rows) {
      case NONE -> false;
      case KEYS -> column.key() && !column.sensitive();
      case MASKED, FULL -> !column.sensitive() || place == Place.REPORT;
    };
  }

  private String cell(Column column, String value, Map<String, Integer> seen) {
    if (column.sensitive()) {
      return HIDDEN;
    }
    if (isClear(column, value)) {
      return value == null ? "null" : value;
    }
    return masked(value, seen);
  }

  private boolean isClear(Column column, String value) {
    return !column.sensitive()
        && (rows == Rows.FULL || (column.key() && (rows == Rows.KEYS || !isOfAPerson(value))));
  }

  private static boolean isOfAPerson(String value) {
    return value != null
        && !TIME.matcher(value).matches()
        && (ADDRESS.matcher(value).matches()
            || (ONE_NUMBER.matcher(value).matches()
                && value.chars().filter(Discretion::isDigit).count() >= DIGITS));
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  /** What kind of value it is, and by its number which of those in sight are equal. */
  private static String masked(String value, Map<String, Integer> seen) {
    if (value == null) {
      return "null";
    }
    if (value.isBlank()) {
      return value.isEmpty() ? "empty" : "blank";
    }
    return kind(value) + " " + seen.computeIfAbsent(value, another -> seen.size() + 1);
  }

  private static String kind(String value) {
    if (NUMBER.matcher(value).matches()) {
      return "number";
    }
    if (DATE.matcher(value).matches()) {
      return "date";
    }
    if (TIME.matcher(value).matches()) {
      return "time";
    }
    return value.equals("true") || value.equals("false") ? "truth" : "text";
  }
}
