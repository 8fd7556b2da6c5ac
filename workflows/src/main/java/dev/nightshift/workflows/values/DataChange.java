package dev.nightshift.workflows.values;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.util.List;

/**
 * What a fix does to data: each relation that it built beside production's as it is. Numbers only;
 * no row stands here. {@code more} relations were built and not even counted.
 */
public record DataChange(List<Relation> relations, int more) {
  public DataChange {
    relations = relations == null ? List.of() : List.copyOf(relations);
  }

  /** How a relation's data came out. */
  public enum Outcome {
    SAME,
    CHANGED,
    /** Only its rows were counted. */
    COUNTED,
    /** Production has none of that name. */
    NEW,
    /** The reason is told. */
    @JsonEnumDefaultValue
    UNCOMPARED
  }

  /**
   * {@code edited} says that the fix changed its own code. By {@code key}, which its tests say is
   * one, keys were added and lost, and {@code changed} of the common ones have other values;
   * without a key these are -1, and {@code why} may say what kept us from one. Columns that changed
   * their type are in {@code columns} too.
   */
  public record Relation(
      String node,
      boolean edited,
      Outcome outcome,
      long rowsBefore,
      long rowsAfter,
      List<String> key,
      long keysAdded,
      long keysLost,
      long changed,
      List<String> columnsAdded,
      List<String> columnsLost,
      List<Column> columns,
      String why) {
    public Relation {
      node = requireNonNullElse(node, "");
      outcome = requireNonNullElse(outcome, Outcome.UNCOMPARED);
      key = key == null ? List.of() : List.copyOf(key);
      columnsAdded = columnsAdded == null ? List.of() : List.copyOf(columnsAdded);
      columnsLost = columnsLost == null ? List.of() : List.copyOf(columnsLost);
      columns = columns == null ? List.of() : List.copyOf(columns);
      why = requireNonNullElse(why, "");
    }

    /** Of which nothing can be said but why. */
    public static Relation uncompared(String node, boolean edited, String why) {
      return new Relation(
          node, edited, Outcome.UNCOMPARED, -1, -1, null, -1, -1, -1, null, null, null, why);
    }
  }

  /** A column whose values are others; {@code rows} is -1 where no key says which. */
  public record Column(String name, long rows, Shape before, Shape after) {
    public Column {
      name = requireNonNullElse(name, "");
    }
  }

  /** How a column's values are distributed; {@code mean} is null for what has none. */
  public record Shape(String type, long nulls, long distinct, Double mean) {
    public Shape {
      type = requireNonNullElse(type, "");
    }
  }
}
