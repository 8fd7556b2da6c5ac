package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.warehouse.Production;
import dev.nightshift.workflows.durable.ErrorKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;

/** A DuckDB file (or none: in memory) as production, for tests. */
public final class DuckDbFile implements Production {
  private final Connection connection;

  private DuckDbFile(Connection connection) {
    this.connection = connection;
  }

  static DuckDbFile open(Path file) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("access_mode", "READ_ONLY");
    properties.setProperty("enable_external_access", "false");
    return new DuckDbFile(DriverManager.getConnection("jdbc:duckdb:" + file, properties));
  }

  /** A warehouse made of a script. */
  public static DuckDbFile of(String script) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      statement.execute(script);
    }
    return new DuckDbFile(connection);
  }

  @Override
  public List<Column> columns(Relation relation) {
    String sql =
        "select column_name, data_type from information_schema.columns where lower(table_schema)"
            + " = lower(?) and lower(table_name) = lower(?) order by ordinal_position";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, relation.schema());
      statement.setString(2, relation.name());
      ResultSet rows = statement.executeQuery();
      List<Column> columns = new ArrayList<>();
      while (rows.next()) {
        columns.add(new Column(rows.getString(1), rows.getString(2)));
      }
      return columns;
    } catch (SQLException refused) {
      throw ErrorKind.BAD_INPUT.failure(refused.getMessage(), refused);
    }
  }

  @Override
  public Answer ask(String sql, int maxRows) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        columns.add(rows.getMetaData().getColumnName(i));
      }
      List<List<String>> found = new ArrayList<>();
      while (rows.next() && found.size() < maxRows) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns.size(); i++) {
          row.add(rows.getString(i));
        }
        found.add(row);
      }
      return new Answer(columns, found, false);
    } catch (SQLException refused) {
      throw ErrorKind.BAD_INPUT.failure(refused.getMessage(), refused);
    }
  }

  @Override
  public void each(String sql, Consumer<List<String>> row) {
    ask(sql, Integer.MAX_VALUE - 1).rows().forEach(row);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException ignored) {
      throw new IllegalStateException(ignored);
    }
  }
}
