package dev.nightshift.activities.warehouse;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.durable.ErrorKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/** Opens copies of DuckDB files: read-only, with nothing else of the machine in reach. */
final class DuckDbFile {
  /** A question of a diagnosis must not take the machine. */
  private static final String MEMORY = "2GB";

  private static final String THREADS = "2";
  private static final Pattern PLAIN_NAME =
      Pattern.compile("(?!(?i:memory|system|temp)$)[A-Za-z_][A-Za-z0-9_-]{0,62}");

  private DuckDbFile() {}

  /** The project by its name, if its production is a DuckDB file. */
  static Settings.Project project(Settings settings, String name) {
    Settings.Project project = settings.needed(name);
    Settings.Warehouse warehouse = project.warehouse();
    if (warehouse == null || !"duckdb".equals(warehouse.kind()) || warehouse.path() == null) {
      throw ErrorKind.BAD_INPUT.failure(
          "Project " + name + " needs a warehouse of kind duckdb with a path in nightshift.yml.");
    }
    return project;
  }

  static Path production(Settings.Project project) {
    return project.warehouse().path().toAbsolutePath().normalize();
  }

  /**
   * DuckDB calls a database by its file's name, and the run's SQL names it: the file that is
   * configured may be a nightly copy with another name. What is no plain name is no database's.
   */
  static String copyName(Path production, String database) {
    String file = production.getFileName().toString();
    return PLAIN_NAME.matcher(database).matches() && !file.split("\\.", 2)[0].equals(database)
        ? database + ".duckdb"
        : file;
  }

  /**
   * {@code READ_ONLY} alone still lets COPY, ATTACH and SET through: external access off and the
   * lock on the configuration stop them.
   */
  static Connection open(Path copy) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("access_mode", "READ_ONLY");
    properties.setProperty("enable_external_access", "false");
    properties.setProperty("memory_limit", MEMORY);
    properties.setProperty("threads", THREADS);
    properties.setProperty("lock_configuration", "true");
    return DriverManager.getConnection("jdbc:duckdb:" + copy, properties);
  }

  /** Every table and its number of rows, each read to be sure that it can be. */
  static Map<String, Long> count(Path copy) {
    try (Connection connection = open(copy)) {
      Map<String, Long> counts = new LinkedHashMap<>();
      for (Production.Relation table : tables(connection)) {
        try (Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery("select count(*) from " + table.quoted())) {
          rows.next();
          counts.put(
              new Production.Relation("", table.schema(), table.name()).quoted(), rows.getLong(1));
        }
      }
      return counts;
    } catch (SQLException damaged) {
      throw ErrorKind.UNAVAILABLE.failure(
          "The copy " + copy + " of production cannot be read: " + damaged.getMessage(), damaged);
    }
  }

  /** With the database's name: a schema that is called like its file is ambiguous without it. */
  private static List<Production.Relation> tables(Connection connection) throws SQLException {
    List<Production.Relation> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select database_name, schema_name, table_name from duckdb_tables()"
                    + " where database_name = current_database() order by all")) {
      while (rows.next()) {
        tables.add(
            new Production.Relation(rows.getString(1), rows.getString(2), rows.getString(3)));
      }
    }
    return tables;
  }
}
