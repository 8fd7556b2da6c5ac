package dev.nightshift.activities.csv;

import dev.nightshift.activities.csv.CsvScan.Field;
import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Splices;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows of a seed with more values than it has columns, because a text holds a comma and no quotes.
 * Which comma it is has to be told by the other rows, by the row as it was, or by the blank behind
 * it; where they leave two, a person says.
 */
public final class CsvCommas {
  /** Of fewer rows nobody can tell that a column holds the same few values. */
  private static final int HANDFUL = 4;

  private final String text;
  private final List<List<Field>> all;
  private final int width;
  private final List<List<String>> good;
  private final List<List<String>> before;
  private final List<CsvKind> kinds;

  private CsvCommas(String text, String before) {
    this.text = text;
    this.all = CsvScan.rows(text);
    this.width = all.isEmpty() ? 0 : all.get(0).size();
    this.good =
        all.stream().skip(1).filter(row -> row.size() == width).map(CsvCommas::values).toList();
    this.before = CsvRows.of(before);
    this.kinds = IntStream.range(0, width).mapToObj(i -> CsvKind.of(everIn(i))).toList();
  }

  /** The line of the first row with too many values; empty where there is none. */
  public static Optional<Integer> line(String text) {
    return new CsvCommas(text, "").wide().stream().findFirst().map(row -> line(text, row));
  }

  /** The text with quotes around each such text; {@code before} is the seed as it was. */
  public static Edited quoted(String text, String before) {
    return new CsvCommas(text, before).quoted();
  }

  private List<List<Field>> wide() {
    return all.stream().skip(1).filter(row -> row.size() > width).toList();
  }

  private static int line(String text, List<Field> row) {
    return 1 + (int) text.substring(0, row.get(0).start()).chars().filter(c -> c == '\n').count();
  }

  private Edited quoted() {
    Splices splices = new Splices();
    for (List<Field> row : wide()) {
      if (before.contains(values(row))) {
        return refused(row, "it was so before");
      }
      if (good.isEmpty()) {
        return refused(row, "no row has just a value for each column that the header names");
      }
      Optional<Way> told = joined(row);
      if (told.isEmpty()) {
        return refused(row, "which of its commas belongs to a text is not to be told");
      }
      if (mayBeColumn(told.get())) {
        return refused(row, "a column may have come that the header does not name");
      }
      List<Field> whole = told.get().whole();
      int from = whole.get(0).start();
      int to = whole.get(whole.size() - 1).end();
      if (text.substring(from, to).contains("\"")) {
        return refused(row, "there are quotes in it already");
      }
      splices.insert(from, "\"").insert(to, "\"");
    }
    return splices.isEmpty() ? Edited.unchanged(text) : Edited.to(splices.applyTo(text));
  }

  private Edited refused(List<Field> row, String why) {
    return Edited.refused(text, "line " + line(text, row) + ": " + why);
  }

  /** The one in which values are one, where all that tells anything tells the same. */
  private Optional<Way> joined(List<Field> row) {
    List<Way> fitting =
        IntStream.range(0, width)
            .mapToObj(at -> new Way(row, at, row.size() - width))
            .filter(this::fits)
            .toList();
    List<Way> left = new ArrayList<>(fitting);
    for (Predicate<Way> tells :
        List.<Predicate<Way>>of(this::wasSo, this::isSpaced, this::isKnown)) {
      List<Way> told = fitting.stream().filter(tells).toList();
      if (!told.isEmpty()) {
        left.retainAll(told);
      }
    }
    return left.size() == 1 ? Optional.of(left.get(0)) : Optional.empty();
  }

  /**
   * A value more in several rows, or beside what stood in a row before, is as well one of a column
   * without a name: then only a blank behind the comma speaks for a text, and not at the end of
   * several rows, where a column is added.
   */
  private boolean mayBeColumn(Way way) {
    boolean atEnd = way.at() == width - 1;
    boolean several =
        wide().stream().filter(row -> row.size() == way.row().size()).limit(2).count() > 1;
    if (several) {
      return atEnd || hasGrown(way) || !isSpaced(way);
    }
    return hasGrown(way) && !isSpaced(way) && (atEnd || !isKnown(way));
  }

  /** All that the row had is in it still, as whole values. */
  private boolean hasGrown(Way way) {
    List<String> values = way.values();
    List<String> parts = way.whole().stream().map(field -> field.value().strip()).toList();
    return before.stream()
        .filter(row -> row.size() == width && parts.contains(row.get(way.at()).strip()))
        .anyMatch(row -> isElseAlike(row, values, way.at()));
  }

  /** A row in which the value at {@code at} and so many behind it are one. */
  private record Way(List<Field> row, int at, int more) {
    List<Field> whole() {
      return row.subList(at, at + more + 1);
    }

    List<Field> rest() {
      List<Field> rest = new ArrayList<>(row.subList(0, at));
      rest.addAll(row.subList(at + more + 1, row.size()));
      return rest;
    }

    List<String> values() {
      List<String> values = new ArrayList<>(CsvCommas.values(rest()));
      values.add(at, String.join(",", CsvCommas.values(whole())));
      return values;
    }
  }

  private boolean fits(Way way) {
    List<String> values = way.values();
    return IntStream.range(0, width)
        .allMatch(
            i ->
                values.get(i).isBlank()
                    ? good.stream().anyMatch(row -> row.get(i).isBlank())
                    : kinds.get(i).fits(values.get(i).strip()));
  }

  /** The row of that key was there, and had the same in all other columns. */
  private boolean wasSo(Way way) {
    List<String> values = way.values();
    return way.at() > 0
        && before.stream()
            .filter(row -> row.size() == width && row.get(0).equals(values.get(0)))
            .anyMatch(row -> isElseAlike(row, values, way.at()));
  }

  private boolean isElseAlike(List<String> row, List<String> values, int at) {
    return IntStream.range(0, width).allMatch(i -> i == at || row.get(i).equals(values.get(i)));
  }

  /** People put a blank behind a comma of a text, and none behind one that parts values. */
  private boolean isSpaced(Way way) {
    return way.whole().stream().skip(1).allMatch(field -> field.value().startsWith(" "))
        && way.rest().stream().noneMatch(field -> field.value().startsWith(" "))
        && good.stream().flatMap(List::stream).noneMatch(value -> value.startsWith(" "));
  }

  /** Columns that hold the same few values hold one of them here too. */
  private boolean isKnown(Way way) {
    List<String> values = way.values();
    boolean anyFew = false;
    for (int i = 0; i < width; i++) {
      List<String> column = column(i);
      Set<String> distinct = new HashSet<>(column);
      boolean few = column.size() >= HANDFUL && 2 * distinct.size() <= column.size();
      if (few && !distinct.contains(values.get(i).strip())) {
        return false;
      }
      anyFew |= few;
    }
    return anyFew;
  }

  private List<String> column(int i) {
    return in(i, good.stream()).toList();
  }

  /** What the column holds in a row of the right length, or held in one. */
  private List<String> everIn(int i) {
    Stream<List<String>> earlier = before.stream().skip(1).filter(row -> row.size() == width);
    return in(i, Stream.concat(good.stream(), earlier)).toList();
  }

  private static Stream<String> in(int i, Stream<List<String>> rows) {
    return rows.map(row -> row.get(i).strip()).filter(value -> !value.isEmpty());
  }

  private static List<String> values(List<Field> row) {
    return row.stream().map(Field::value).toList();
  }
}
