package dev.nightshift.activities.warehouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Production as it was when its writer last let go: a read-only, locked down copy. */
final class DuckDbProduction implements Production {
  /** A question that takes longer is the wrong question. */
  private static final int QUESTION_SECONDS = 60;

  private static final int MOST_MACROS = 10_000;

  private static final Logger log = LoggerFactory.getLogger(DuckDbProduction.class);

  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "question-timeouts");
            thread.setDaemon(true);
            return thread;
          });

  private final Connection connection;
  private final int seconds;

  private DuckDbProduction(Connection connection, int seconds) {
    this.connection = connection;
    this.seconds = seconds;
  }

  static DuckDbProduction open(Path copy) {
    return open(copy, QUESTION_SECONDS);
  }

  static DuckDbProduction open(Path copy, int questionSeconds) {
    try {
      return new DuckDbProduction(DuckDbFile.open(copy), questionSeconds);
    } catch (SQLException damaged) {
      throw ErrorKind.UNAVAILABLE.failure(
          "Production's copy " + copy + " cannot be opened: " + damaged.getMessage(), damaged);
    }
  }

  @Override
  public List<Column> columns(Relation relation) {
    String sql =
        "select column_name, data_type from duckdb_columns()"
            + " where database_name = current_database()"
            + " and lower(schema_name) = ? and lower(table_name) = ? order by column_index";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, relation.schema().toLowerCase(Locale.ROOT));
      statement.setString(2, relation.name().toLowerCase(Locale.ROOT));
      List<Column> columns = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.add(new Column(rows.getString(1), rows.getString(2)));
        }
      }
      return columns;
    } catch (SQLException failed) {
      throw refused(failed);
    }
  }

  /** Checked first: the driver itself would run several statements, and the last would answer. */
  @Override
  public Answer ask(String sql, int maxRows) {
    String question = checked(sql);
    // DuckDB itself writes every value as text, so that no driver's rounding comes between.
    return read(inText(question) + " limit " + (maxRows + 1L), rows -> answer(rows, maxRows));
  }

  @Override
  public void each(String sql, Consumer<List<String>> row) {
    read(
        inText(checked(sql)),
        rows -> {
          int width = rows.getMetaData().getColumnCount();
          while (rows.next()) {
            row.accept(values(rows, width));
          }
          return null;
        });
  }

  private static String inText(String question) {
    return "select columns(*)::varchar from (" + question + "\n)";
  }

  private interface Reading<T> {
    T of(ResultSet rows) throws SQLException;
  }

  private <T> T read(String sql, Reading<T> reading) {
    // After an error the driver's statement is closed: each question gets its own.
    try (Statement statement = connection.createStatement()) {
      ScheduledFuture<?> timeout =
          CLOCK.schedule(() -> cancel(statement), seconds, TimeUnit.SECONDS);
      try (ResultSet rows = statement.executeQuery(sql)) {
        return reading.of(rows);
      } catch (SQLException failed) {
        throw timeout.isDone()
            ? ErrorKind.TIMED_OUT.failure(
                "A question to production was stopped after " + seconds + " s.", failed)
            : refused(failed);
      } finally {
        timeout.cancel(false);
      }
    } catch (SQLException failed) {
      throw refused(failed);
    }
  }

  /** DuckDB's own parser says whether it is one statement that only reads. */
  private String checked(String sql) {
    String parsed =
        "select json_extract_string(tree, '$.error'), json_extract_string(tree, '$.error_message'),"
            + " coalesce(json_array_length(tree, '$.statements'), 0)"
            + " from (select json_serialize_sql(cast(? as varchar)) as tree)";
    try (PreparedStatement statement = connection.prepareStatement(parsed)) {
      statement.setString(1, sql);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        if (rows.getString(1).equals("true")) {
          throw ErrorKind.BAD_INPUT.failure("Not a question: " + rows.getString(2));
        }
        if (rows.getInt(3) != 1) {
          throw ErrorKind.BAD_INPUT.failure("A question to production is one statement.");
        }
      }
    } catch (SQLException failed) {
      throw refused(failed);
    }
    return sql.replaceFirst("[;\\s]+$", "");
  }

  /** What DuckDB's own parser understands of one statement that only reads. */
  JsonNode parsed(String sql) {
    String text = told("select json_serialize_sql(cast(? as varchar))", checked(sql));
    try {
      return Converter.json().readTree(text);
    } catch (JsonProcessingException broken) {
      throw ErrorKind.BROKEN.failure("DuckDB's own JSON cannot be read.", broken);
    }
  }

  /** The same as SQL. */
  String written(JsonNode parsed) {
    return told("select json_deserialize_sql(cast(? as json))", parsed.toString());
  }

  /** What somebody defined: a question within a question. */
  Set<String> macros() {
    String sql = "select distinct lower(function_name) from duckdb_functions() where not internal";
    return ask(sql, MOST_MACROS).rows().stream().map(row -> row.get(0)).collect(Collectors.toSet());
  }

  /** By which name it calls itself. */
  String database() {
    return told("select coalesce(?, current_database())", null);
  }

  /** A relation without some of its columns, for whoever asks by this connection. */
  void veil(String view, Relation relation, List<String> without) {
    String excluded =
        without.stream().map(Relation::quote).collect(Collectors.joining(", ", " exclude (", ")"));
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "create temp view " + view + " as select *" + excluded + " from " + relation.quoted());
    } catch (SQLException failed) {
      throw refused(failed);
    }
  }

  private String told(String question, String argument) {
    try (PreparedStatement statement = connection.prepareStatement(question)) {
      statement.setString(1, argument);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    } catch (SQLException failed) {
      throw refused(failed);
    }
  }

  private static Answer answer(ResultSet rows, int maxRows) throws SQLException {
    int width = rows.getMetaData().getColumnCount();
    List<String> names = new ArrayList<>();
    for (int column = 1; column <= width; column++) {
      names.add(rows.getMetaData().getColumnName(column));
    }
    List<List<String>> kept = new ArrayList<>();
    while (rows.next()) {
      if (kept.size() == maxRows) {
        return new Answer(names, kept, true);
      }
      kept.add(values(rows, width));
    }
    return new Answer(names, kept, false);
  }

  private static List<String> values(ResultSet rows, int width) throws SQLException {
    List<String> row = new ArrayList<>();
    for (int column = 1; column <= width; column++) {
      row.add(rows.getString(column));
    }
    return row;
  }

  private static void cancel(Statement statement) {
    try {
      statement.cancel();
    } catch (SQLException ended) {
      // It ended by itself in the same moment, which is as good.
      log.debug("a question had ended already", ended);
    }
  }

  /** The statement is wrong or forbidden: trying again would change nothing. */
  private static RuntimeException refused(SQLException failed) {
    return ErrorKind.BAD_INPUT.failure(
        "Production did not answer a question: " + failed.getMessage(), failed);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException stuck) {
      throw ErrorKind.BROKEN.failure("The copy of production cannot be closed.", stuck);
    }
  }
}
