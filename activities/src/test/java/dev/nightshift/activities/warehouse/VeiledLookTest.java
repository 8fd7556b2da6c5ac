package dev.nightshift.activities.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.warehouse.Looks.Question;
import dev.nightshift.activities.warehouse.Looks.Seen;
import dev.nightshift.workflows.durable.ErrorKind;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real DuckDB; what stands behind the veil is one word, which no answer may hold. */
class VeiledLookTest {
  private static final String SECRET = "Quillfeather";

  @TempDir static Path folder;
  private static Path file;

  @BeforeAll
  static void a_shop() throws SQLException {
    file = folder.resolve("shop.duckdb");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create schema raw;
          create table raw.customers as
            select 1 as id, 'Quillfeather' as full_name, 'Ely' as city
            union all select 2, 'Quillfeather', 'Ely'
            union all select 3, 'Quillfeather', null;
          create table raw.orders as select 7 as order_id, 1 as customer_id, 12.5 as amount;
          create table raw.notes as select 'Quillfeather' as said;
          create macro raw.the_name() as (select max(full_name) from raw.customers);
          create macro all_names() as table select full_name from raw.customers;
          create view raw.names as select full_name as n from raw.customers;
          create table customers_too as select 'Quillfeather' as full_name, 1 as id
          """);
    }
  }

  private static Optional<Set<String>> hidden(Production.Relation relation) {
    return switch (relation.name()) {
      case "customers", "customers_too" -> Optional.of(Set.of("FULL_NAME"));
      case "orders" -> Optional.of(Set.of());
      case "notes" -> Optional.of(Set.of("said"));
      default -> Optional.empty();
    };
  }

  private static Seen seen(String sql) {
    try (DuckDbProduction door = DuckDbProduction.open(file)) {
      return new VeiledLook(door, new Question(sql, 10, open -> VeiledLookTest::hidden)).seen();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from raw.customers",
        "from raw.customers",
        "table raw.customers",
        "select * from shop.raw.customers",
        "select c from raw.customers c",
        "select customers from raw.customers",
        "select to_json(c) from raw.customers c",
        "select string_agg(c::varchar) from raw.customers c",
        "select * from customers_too",
        "select * from shop.customers_too",
        "select t.* from main.customers_too t",
        "with w as (select * from raw.customers) select * from w",
        "with customers as (select 1 as one) select * from raw.customers",
        "select * rename (full_name as city) from raw.customers",
        "select id from raw.customers union all select customer_id from raw.orders",
        "select * from raw.customers c join raw.customers d using (id)",
        "select * from raw.orders o join raw.customers c on c.id = o.customer_id",
        "select (select list(c) from raw.customers c)",
        "select * from raw.orders where exists (from raw.customers)",
        "with recursive r as (select 1 as n union all select n + 1 from r where n < 3) from r",
        "select * from information_schema.columns",
        "select max(columns(*)) from raw.customers",
        "select * exclude (city) from raw.customers"
      })
  void what_is_answered_holds_nothing_hidden(String sql) {
    Seen seen = seen(sql);
    assertFalse(seen.answer().rows().isEmpty());
    assertFalse(seen.toString().contains(SECRET), seen::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select full_name from raw.customers",
        "select c.full_name from raw.customers c",
        "select FULL_NAME as city from raw.customers",
        "select id from raw.customers where full_name like 'Q%'",
        "select id from raw.customers order by full_name",
        "select count(distinct full_name) from raw.customers",
        "select * replace (full_name as city) from raw.customers",
        "select x.* from raw.customers c, lateral (select c.*) x",
        "select columns('full.*') from raw.customers",
        "select (select max(full_name) from raw.customers)",
        "select (select min(said) from raw.notes)",
        "from raw.notes",
        "from raw.names",
        "select raw.the_name()",
        "select id, shop.raw.THE_NAME() from raw.customers",
        "from all_names()",
        "select * from query_table('raw.customers')",
        "select * from query('select * from raw.customers')",
        "from duckdb_columns()",
        "from pragma_storage_info('raw.customers')",
        "from duckdb_tables",
        "from sqlite_master",
        "from read_text('/etc/passwd')",
        "from '/etc/passwd'",
        "from 'some.csv'",
        "summarize raw.customers",
        "describe raw.customers",
        "show tables",
        "pivot raw.customers on full_name using count(*)",
        "unpivot raw.customers on full_name into name k value v",
        "with customers_too as (select 1 as one) select * from customers_too",
        "from temp.main.veil_0",
        "from other.raw.customers",
        "select 1; select * from raw.customers",
        "copy raw.customers to '/tmp/x.csv'",
        "attach '/tmp/x.duckdb' as x",
        "set memory_limit = '1TB'",
        "explain select * from raw.customers",
        "select",
        ""
      })
  void what_could_show_it_is_refused_with_a_reason(String sql) {
    var refused = assertThrows(ApplicationFailure.class, () -> seen(sql));
    assertEquals(ErrorKind.BAD_INPUT, ErrorKind.of(refused));
    assertFalse(refused.getOriginalMessage().contains(SECRET), refused::getOriginalMessage);
    assertFalse(refused.getOriginalMessage().isBlank());
  }

  @Test
  void what_is_left_out_is_said() {
    assertEquals(
        Map.of("\"shop\".\"raw\".\"customers\"", List.of("full_name")),
        seen("select count(*) from raw.customers").left());
    assertEquals(Map.of(), seen("select amount from raw.orders").left());
  }

  @Test
  void what_only_counts_is_told_apart_from_what_rows_hold() {
    Seen seen =
        seen(
            """
            select city, count(*), count(city) * 100.0 / count(*), city is null, max(id), typeof(id),
              cast(count(distinct id) as varchar), sum(id), coalesce(max(city), 'x'), 1
            from raw.customers group by city, id
            """);
    assertEquals(Set.of(1, 2, 3, 5, 6, 9), seen.counts());
    assertEquals(Map.of(0, "city"), seen.plain());
  }

  @Test
  void a_relations_own_column_is_one_whatever_it_is_called_here() {
    assertEquals(
        Map.of(0, "id", 1, "city"), seen("select id as x, c.city from raw.customers c").plain());
    assertEquals(Map.of(0, "id", 1, "city"), seen("select * from raw.customers").plain());
    assertEquals(Map.of(), seen("select id from (select amount as id from raw.orders)").plain());
    assertEquals(
        Map.of(), seen("with o as (select amount as id from raw.orders) select id from o").plain());
    assertEquals(Map.of(), seen("select x from raw.orders as o(x, y, z)").plain());
    assertEquals(Map.of(), seen("select *, amount as order_id from raw.orders").plain());
    assertTrue(seen("select id from raw.customers limit 0").answer().rows().isEmpty());
  }
}
