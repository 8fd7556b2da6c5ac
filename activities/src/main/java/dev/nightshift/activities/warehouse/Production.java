package dev.nightshift.activities.warehouse;

import dev.nightshift.workflows.values.Sandbox;
import java.util.List;
import java.util.function.Consumer;

/** The diagnosing door to production: read-only by connection, locked down, with limits. */
public interface Production extends AutoCloseable {
  /** The columns of a relation in their order; empty when there is no such relation. */
  List<Column> columns(Relation relation);

  /** One statement; at most {@code maxRows} rows come back, as text. */
  Answer ask(String sql, int maxRows);

  /** All rows of one statement, one after the other, as text. */
  void each(String sql, Consumer<List<String>> row);

  @Override
  void close();

  /** A table or view by its parts. */
  record Relation(String database, String schema, String name) {
    /** Quoted, so that any identifier is safe. */
    public String quoted() {
      StringBuilder text = new StringBuilder();
      for (String part : List.of(database == null ? "" : database, schema, name)) {
        if (!part.isEmpty()) {
          text.append(text.isEmpty() ? "" : ".").append(quote(part));
        }
      }
      return text.toString();
    }

    public static String quote(String identifier) {
      return '"' + identifier.replace("\"", "\"\"") + '"';
    }
  }

  /** A column and its type as the warehouse writes it. */
  record Column(String name, String type) {}

  /** Rows as text, null for SQL's null; {@code truncated} when there were more. */
  record Answer(List<String> columns, List<List<String>> rows, boolean truncated) {
    /** The only value of the only row. */
    public String single() {
      return rows.isEmpty() || rows.get(0).isEmpty() ? null : rows.get(0).get(0);
    }
  }

  /** Where such doors are. */
  interface Doors {
    /** The door of a project, whose run calls the database by that name. */
    Production open(String project, String database);

    /** The same look into a sandbox, while no job of dbt is in it. */
    Production inside(Sandbox sandbox);
  }
}
