package dev.nightshift.activities.query;

import java.util.List;
import java.util.Optional;

/**
 * What a compiled query says of the columns and rows it makes. Of a {@code select *} from a
 * relation whose columns nobody knows, {@code passed} has what {@code columns} cannot; one of them
 * that a filter or a join speaks of is in both. A column that each warehouse would name differently
 * has the name "". {@code complete} says that it makes no other column.
 */
public record QueryFacts(
    List<Made> columns,
    List<Passed> passed,
    List<Grain> grains,
    Rows rows,
    List<Joined> joins,
    List<Grouped> groups,
    boolean complete) {

  public QueryFacts {
    columns = List.copyOf(columns);
    passed = List.copyOf(passed);
    grains = List.copyOf(grains);
    joins = List.copyOf(joins);
    groups = List.copyOf(groups);
  }

  /** Of what cannot be read, empty: a guess would be worse. */
  public static Optional<QueryFacts> of(String sql) {
    return Answer.of(sql);
  }

  /** By what kind of expression a column is made; a cast of something is made as that is. */
  public enum Making {
    COLUMN,
    LITERAL,
    CASE,
    AGGREGATE,
    WINDOW,
    FUNCTION,
    EXPRESSION
  }

  /**
   * Whether a column has a value in each row: {@code ALWAYS} by the SQL itself, {@code AS_FROM}
   * null only where the column is that it comes from.
   */
  public enum Presence {
    ALWAYS,
    AS_FROM,
    UNKNOWN,
    MAYBE_NOT
  }

  /** What makes one row of each. */
  public enum How {
    GROUPED,
    DISTINCT,
    FIRST_OF_EACH
  }

  public enum Side {
    INNER,
    LEFT,
    RIGHT,
    FULL,
    CROSS
  }

  /** Offsets in the SQL that was given. */
  public record Span(int start, int end) {}

  /** A column of a relation, in lower case and without quotes, the relation dotted as written. */
  public record Source(String relation, String column) {}

  /**
   * A column of the result: {@code from} is the one column whose value it has, or null; {@code
   * inputs} are all that its expression reads; {@code because} is where its presence is seen, or
   * null; {@code literals} are all the texts that it can have, or none where others may be; {@code
   * exact} that no cast can have made two values of {@code from} one.
   */
  public record Made(
      String name,
      Making making,
      String function,
      Source from,
      List<Source> inputs,
      Presence presence,
      Span because,
      List<String> literals,
      boolean exact,
      Span span) {
    public Made {
      inputs = List.copyOf(inputs);
      literals = List.copyOf(literals);
    }
  }

  /**
   * A relation all of whose columns go through as they are, save those named: none that an outer
   * join may leave empty, and of a union only what each branch passes.
   */
  public record Passed(String relation, List<String> without, Span span) {
    public Passed {
      without = List.copyOf(without);
    }
  }

  /** The columns of the result by which each row is one. */
  public record Grain(List<String> columns, How how, Span span) {
    public Grain {
      columns = List.copyOf(columns);
    }
  }

  /**
   * Whose rows these are: those of {@code relation}, filtered or not, or null where they are
   * nobody's any more; {@code several} says that branches of a union make them, {@code multiplied}
   * that something may repeat them that no equality holds together.
   */
  public record Rows(String relation, List<Beside> beside, boolean several, boolean multiplied) {
    public Rows {
      beside = List.copyOf(beside);
    }
  }

  /**
   * What is joined to the rows by equalities of {@code columns}, its own; {@code relation} is null
   * for a subquery with rows of its own, {@code once} that the query itself proves at most one
   * match.
   */
  public record Beside(Side side, String relation, List<String> columns, boolean once, Span span) {
    public Beside {
      columns = List.copyOf(columns);
    }
  }

  /** An equality of columns that a join holds. */
  public record Joined(Side side, Source left, Source right, Span span) {}

  /** A column of a relation by which something is grouped. */
  public record Grouped(Source source, Span span) {}
}
