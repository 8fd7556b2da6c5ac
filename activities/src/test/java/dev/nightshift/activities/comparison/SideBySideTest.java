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
import org.junit.jupiter.api.Test;

class SideBySideTest {
  private static final String BEFORE =
      "create table orders as select i as id, 'a' || i as name, i * 2 as cents from range(1, 11)"
          + " r(i)";

  private static Relation compared(String before, String after, List<List<String>> keys)
      throws SQLException {
    try (DuckDbFile left = DuckDbFile.of(before);
        DuckDbFile right = DuckDbFile.of(after)) {
      return new SideBySide(left, right)
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
}
