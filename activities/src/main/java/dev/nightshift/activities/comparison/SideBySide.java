package dev.nightshift.activities.comparison;

import dev.nightshift.activities.warehouse.Production;
import dev.nightshift.activities.warehouse.Production.Column;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.DataChange;
import dev.nightshift.workflows.values.DataChange.Outcome;
import dev.nightshift.workflows.values.DataChange.Relation;
import dev.nightshift.workflows.values.DataChange.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** One relation in two places: its columns, its rows, and by a key which of them are others. */
final class SideBySide {
  /** So many are read of each side to compare them by key. */
  private static final long MOST_ROWS = 200_000;

  /** The mean of fewer tells what single rows hold, and they are somebody's. */
  private static final long FEWEST_FOR_A_MEAN = 10;

  private final Production before;
  private final Production after;
  private final long mostRows;

  SideBySide(Production before, Production after) {
    this(before, after, MOST_ROWS);
  }

  SideBySide(Production before, Production after, long mostRows) {
    this.before = before;
    this.after = after;
    this.mostRows = mostRows;
  }

  Relation of(Candidate candidate) {
    return told(candidate, (left, right) -> compared(candidate, left, right));
  }

  /** How many rows there are on both sides, and no more. */
  Relation counted(Candidate candidate) {
    return told(
        candidate,
        (left, right) -> rows(candidate, Outcome.COUNTED, left.rows(), right.rows(), ""));
  }

  private Relation told(Candidate candidate, BiFunction<Side, Side, Relation> look) {
    List<Column> old = before.columns(candidate.relation());
    List<Column> now = after.columns(candidate.relation());
    if (now.isEmpty()) {
      return Relation.uncompared(candidate.node(), candidate.edited(), "it has no relation");
    }
    Side left = new Side(before, candidate.relation(), old);
    Side right = new Side(after, candidate.relation(), now);
    if (old.isEmpty()) {
      return rows(candidate, Outcome.NEW, -1, right.rows(), "");
    }
    if (!left.canBeRead()) {
      String why = "production's is a view that no longer works";
      return rows(candidate, Outcome.UNCOMPARED, -1, right.rows(), why);
    }
    return look.apply(left, right);
  }

  private static Relation rows(
      Candidate candidate, Outcome outcome, long rowsBefore, long rowsAfter, String why) {
    return new Relation(
        candidate.node(),
        candidate.edited(),
        outcome,
        rowsBefore,
        rowsAfter,
        null,
        -1,
        -1,
        -1,
        null,
        null,
        null,
        why);
  }

  private Relation compared(Candidate candidate, Side left, Side right) {
    List<String> common =
        right.columns().stream()
            .map(Column::name)
            .filter(name -> named(left.columns(), name).isPresent())
            .toList();
    long rowsBefore = left.rows();
    long rowsAfter = right.rows();
    ByKey byKey =
        new ByKey.Search(left, right, common, mostRows)
            .of(candidate.keys(), Math.max(rowsBefore, rowsAfter));
    KeyedChange keyed = byKey.change();
    List<DataChange.Column> columns = columns(left, right, common, keyed);
    List<String> added = others(right.columns(), left.columns());
    List<String> lost = others(left.columns(), right.columns());
    boolean same =
        rowsBefore == rowsAfter
            && added.isEmpty()
            && lost.isEmpty()
            && columns.isEmpty()
            && !byKey.differs();
    return new Relation(
        candidate.node(),
        candidate.edited(),
        same ? Outcome.SAME : Outcome.CHANGED,
        rowsBefore,
        rowsAfter,
        byKey.key(),
        keyed == null ? -1 : keyed.added(),
        keyed == null ? -1 : keyed.lost(),
        keyed == null ? -1 : keyed.changed(),
        added,
        lost,
        columns,
        byKey.why());
  }

  private static List<DataChange.Column> columns(
      Side left, Side right, List<String> common, KeyedChange keyed) {
    List<DataChange.Column> changed = new ArrayList<>();
    Map<String, Shape> old = left.shapes(common);
    Map<String, Shape> now = right.shapes(common);
    for (String name : common) {
      long rows = keyed == null ? -1 : keyed.columns().getOrDefault(name, 0L);
      boolean other = keyed == null ? !old.get(name).equals(now.get(name)) : rows > 0;
      boolean retyped = !old.get(name).type().equals(now.get(name).type());
      if (other || retyped) {
        changed.add(new DataChange.Column(name, rows, old.get(name), now.get(name)));
      }
    }
    return changed;
  }

  private static List<String> others(List<Column> these, List<Column> those) {
    return these.stream().map(Column::name).filter(name -> named(those, name).isEmpty()).toList();
  }

  static Optional<Column> named(List<Column> columns, String name) {
    return columns.stream().filter(column -> column.name().equalsIgnoreCase(name)).findFirst();
  }

  /** A relation behind one of the doors. */
  record Side(Production door, Production.Relation relation, List<Column> columns) {
    /** A view stands in the catalog when what it reads is gone. */
    boolean canBeRead() {
      try {
        door.ask("select 1 from " + relation.quoted(), 1);
        return true;
      } catch (RuntimeException refused) {
        if (ErrorKind.of(refused) == ErrorKind.BAD_INPUT) {
          return false;
        }
        throw refused;
      }
    }

    long rows() {
      return Long.parseLong(door.ask("select count(*) from " + relation.quoted(), 1).single());
    }

    /** Unique, and never null. */
    boolean isKey(List<String> key) {
      String names = String.join(", ", key.stream().map(this::quoted).toList());
      String none = String.join(" or ", key.stream().map(it -> quoted(it) + " is null").toList());
      String sql =
          "select count(*) from (select 1 from %s where %s union all select 1 from %s group by %s having count(*) > 1)"
              .formatted(relation.quoted(), none, relation.quoted(), names);
      return door.ask(sql, 1).single().equals("0");
    }

    Map<String, Shape> shapes(List<String> names) {
      Map<String, Shape> shapes = new HashMap<>();
      if (names.isEmpty()) {
        return shapes;
      }
      StringBuilder sql = new StringBuilder("select ");
      for (String name : names) {
        sql.append(sql.length() > 7 ? ", " : "")
            .append("count(*) - count(")
            .append(quoted(name))
            .append("), ")
            .append("count(distinct ")
            .append(text(name))
            .append("), ")
            .append(isNumber(name) ? mean(quoted(name)) : "null");
      }
      List<String> row = door.ask(sql + " from " + relation.quoted(), 1).rows().get(0);
      for (int i = 0; i < names.size(); i++) {
        String mean = row.get(3 * i + 2);
        shapes.put(
            names.get(i),
            new Shape(
                type(names.get(i)),
                Long.parseLong(row.get(3 * i)),
                Long.parseLong(row.get(3 * i + 1)),
                mean == null ? null : rounded(mean)));
      }
      return shapes;
    }

    private static String mean(String column) {
      return "case when count(%1$s) >= %2$d then avg(%1$s) end"
          .formatted(column, FEWEST_FOR_A_MEAN);
    }

    /** Sums of floating numbers differ in their last digits from build to build. */
    String text(String name) {
      String type = type(name);
      return type.equals("DOUBLE") || type.equals("FLOAT")
          ? "format('{:.12g}', " + quoted(name) + ")"
          : "cast(" + quoted(name) + " as varchar)";
    }

    String quoted(String name) {
      return Production.Relation.quote(named(columns, name).orElseThrow().name());
    }

    private String type(String name) {
      return named(columns, name).orElseThrow().type();
    }

    private boolean isNumber(String name) {
      return type(name)
          .toUpperCase(Locale.ROOT)
          .matches("U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|DECIMAL.*");
    }

    private static Double rounded(String mean) {
      return Double.valueOf(String.format(Locale.ROOT, "%.6g", Double.parseDouble(mean)));
    }
  }
}
