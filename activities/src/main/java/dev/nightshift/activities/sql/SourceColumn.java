package dev.nightshift.activities.sql;

import static java.util.Objects.requireNonNull;

/**
 * A column of a dbt source, or of a model where {@code source} is empty, that has another name now.
 * {@code relation} is the table's name in the warehouse, by which SQL may qualify its columns.
 */
public record SourceColumn(String source, String table, String relation, String from, String to) {
  public SourceColumn {
    requireNonNull(source);
    requireNonNull(table);
    requireNonNull(relation);
    requireNonNull(from);
    requireNonNull(to);
  }
}
