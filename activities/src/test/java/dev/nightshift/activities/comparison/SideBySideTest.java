package dev.nightshift.activities.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.diagnosis.DuckDbFile;
import dev.nightshift.activities.warehouse.Production;
import dev.nightshift.workflows.values.DataChange.Column;
import dev.nightshift.workflows.values.DataChange.Outcome;
import dev.nightshift.workflows.values.DataChange.Relation;
import dev.nightshift.workflows.values.DataChange.Shape;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SideBySideTest {
  private static final String BEFORE =
      "create table orders as select i as id, 'a' || i as name, i * 2 as cents from range(1, 11)"
          + " r(i)";

  private static Relation compared(String before, String after, List<List<String>> keys)
      throws SQLException {
    return compared(before, after, keys, 200_000);
  }

  private static Relation compared(
      String before, String after, List<List<String>> keys, long mostRows) throws SQLException {
    try (DuckDbFile left = DuckDbFile.of(before);
        DuckDbFile right = DuckDbFile.of(after)) {
      return new SideBySide(left, right, mostRows)
          .of(
              new Candidate(
                  "model.shop.orders", true, new Production.Relation("", "main", "orders"), keys));
    }
  }

  private static Relation byId(String after) throws SQLException {
    return compared(BEFORE, BEFORE + ";" + after, List.of(List.of("ID")));
  }

  @Test
  void the_same_rows_in_another_order_are_the_same() throws SQLException {
    Relation relation = byId("create or replace table orders as from orders order by id desc");
    assertEquals(Outcome.SAME, relation.outcome());
    assertEquals(List.of("id"), relation.key());
    assertEquals(10, relation.rowsAfter());
  }

  @Test
  void keys_that_came_and_went_are_counted() throws SQLException {
    Relation relation =
        byId("delete from orders where id <= 3; insert into orders values (11, 'a11', 22)");
    assertEquals(Outcome.CHANGED, relation.outcome());
    assertEquals(List.of(10L, 8L), List.of(relation.rowsBefore(), relation.rowsAfter()));
    assertEquals(
        List.of(1L, 3L, 0L),
        List.of(relation.keysAdded(), relation.keysLost(), relation.changed()));
    assertEquals(List.of(), relation.columns());
  }

  @Test
  void a_column_with_other_values_is_shown_with_its_shape() throws SQLException {
    Relation relation = byId("update orders set cents = null where id > 8");
    assertEquals(2, relation.changed());
    assertEquals(
        List.of(
            new Column(
                "cents", 2, new Shape("BIGINT", 0, 10, 11.0), new Shape("BIGINT", 2, 8, null))),
        relation.columns());
  }

  @Test
  void columns_that_came_went_and_changed_their_type_are_named() throws SQLException {
    Relation relation =
        byId(
            "create or replace table orders as"
                + " select cast(id as integer) as id, cents, 1 as fresh from orders");
    assertEquals(List.of("fresh"), relation.columnsAdded());
    assertEquals(List.of("name"), relation.columnsLost());
    assertEquals(List.of("id"), relation.columns().stream().map(Column::name).toList());
    assertEquals("INTEGER", relation.columns().get(0).after().type());
    assertEquals(0, relation.columns().get(0).rows());
  }

  @Test
  void what_is_no_key_any_more_is_none() throws SQLException {
    Relation relation = byId("insert into orders select id, name, cents + 1 from orders");
    assertEquals(List.of(), relation.key());
    assertEquals(-1, relation.changed());
    assertEquals(List.of(10L, 20L), List.of(relation.rowsBefore(), relation.rowsAfter()));
    Column cents = relation.columns().get(0);
    assertEquals(List.of("cents", -1L), List.of(cents.name(), cents.rows()));
    assertEquals(20, cents.after().distinct());
  }

  @Test
  void the_last_digit_of_a_sum_is_no_change() throws SQLException {
    String sums = "create table orders as select 1 as id, cast(%s as double) as total";
    Relation relation =
        compared(
            sums.formatted("0.1 + 0.2"),
            sums.formatted("0.30000000000000004"),
            List.of(List.of("id")));
    assertEquals(Outcome.SAME, relation.outcome());
  }

  @Test
  void what_production_does_not_have_is_new() throws SQLException {
    Relation relation = compared("select 1", BEFORE, List.of());
    assertEquals(Outcome.NEW, relation.outcome());
    assertEquals(10, relation.rowsAfter());
  }

  @Test
  void a_view_of_production_that_no_longer_works_is_said() throws SQLException {
    Relation relation =
        compared(
            "create table raw (total int); create view orders as select total from raw;"
                + " alter table raw rename total to amount",
            BEFORE,
            List.of());
    assertEquals(Outcome.UNCOMPARED, relation.outcome());
    assertEquals("production's is a view that no longer works", relation.why());
    assertEquals(10, relation.rowsAfter());
  }

  private static Relation large(String after) throws SQLException {
    String before = BEFORE.replace("range(1, 11)", "range(1, 1001)");
    return compared(before, before + ";" + after, List.of(List.of("id")), 100);
  }

  @Test
  void of_more_rows_than_are_read_those_that_differ_are_found_by_the_warehouse()
      throws SQLException {
    Relation relation =
        large(
            "delete from orders where id <= 3; insert into orders values (2000, null, 1);"
                + " update orders set cents = null where id in (500, 501);"
                + " update orders set name = null where id = 501");
    assertEquals(List.of("id"), relation.key());
    assertEquals(
        List.of(1L, 3L, 2L),
        List.of(relation.keysAdded(), relation.keysLost(), relation.changed()));
    assertEquals(
        List.of(1L, 2L), relation.columns().stream().map(Column::rows).toList(), "name, cents");
    assertEquals("", relation.why());
  }

  @Test
  void of_more_rows_than_are_read_nothing_is_read_where_none_differs() throws SQLException {
    Relation relation = large("create or replace table orders as from orders order by id desc");
    assertEquals(Outcome.SAME, relation.outcome());
    assertEquals(List.of("id"), relation.key());
    assertEquals(0, relation.changed());
  }

  @Test
  void where_too_many_rows_differ_to_be_read_it_is_said_that_keys_were_not_compared()
      throws SQLException {
    Relation relation = large("update orders set name = name || '!'");
    assertEquals(Outcome.CHANGED, relation.outcome(), "no number tells it");
    assertEquals(List.of(), relation.key());
    assertEquals(-1, relation.changed());
    assertEquals("keys were not compared: too many of 1,000 rows are others", relation.why());
  }

  @Test
  void all_columns_that_came_and_went_are_named() throws SQLException {
    String more = "select 1 as id, " + columns("n");
    Relation relation =
        compared(
            "create table orders as select 1 as id, " + columns("o"),
            "create table orders as " + more,
            List.of());
    assertEquals(12, relation.columnsAdded().size());
    assertEquals(12, relation.columnsLost().size());
  }

  private static String columns(String letter) {
    return IntStream.range(0, 12)
        .mapToObj(n -> "1 as " + letter + n)
        .collect(Collectors.joining(", "));
  }
}
