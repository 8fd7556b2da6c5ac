package dev.nightshift.activities.inference;

import java.util.List;
import java.util.Locale;

/**
 * What a test asserts. {@code columns} are in lower case, one of all kinds but a combination;
 * {@code values} are those that are accepted, in their order; {@code to} is the name of the model
 * (or {@code source.table}) that a key refers to, {@code field} its column.
 */
public record Check(Kind kind, List<String> columns, List<String> values, String to, String field) {
  public Check {
    columns = columns.stream().map(column -> column.toLowerCase(Locale.ROOT)).toList();
    values = List.copyOf(values);
    field = field.toLowerCase(Locale.ROOT);
  }

  static Check notNull(String column) {
    return new Check(Kind.NOT_NULL, List.of(column), List.of(), "", "");
  }

  static Check unique(String column) {
    return new Check(Kind.UNIQUE, List.of(column), List.of(), "", "");
  }

  static Check accepted(String column, List<String> values) {
    return new Check(Kind.ACCEPTED_VALUES, List.of(column), values, "", "");
  }

  static Check relationship(String column, String to, String field) {
    return new Check(Kind.RELATIONSHIPS, List.of(column), List.of(), to, field);
  }

  /** Of several columns, whose order says nothing. */
  static Check combination(List<String> columns) {
    return new Check(
        Kind.COMBINATION, columns.stream().sorted().distinct().toList(), List.of(), "", "");
  }

  /** Unique by itself, or by all of them together. */
  static Check uniqueBy(List<String> columns) {
    return columns.size() == 1 ? unique(columns.get(0)) : combination(columns);
  }

  /** The column, of all kinds but a combination. */
  public String column() {
    return columns.get(0);
  }

  /** The same of another column: what is carried along. */
  Check of(String other) {
    return new Check(kind, List.of(other), values, to, field);
  }

  /** The same in one form, in whatever order its values stand. */
  Check plain() {
    return values.size() < 2
        ? this
        : new Check(kind, columns, values.stream().sorted().toList(), to, field);
  }

  /** Whether both assert the same. */
  public boolean same(Check other) {
    return kind == other.kind && columns.equals(other.columns) && plain().equals(other.plain());
  }
}
