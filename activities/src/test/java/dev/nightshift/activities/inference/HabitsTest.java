package dev.nightshift.activities.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HabitsTest {
  private static Given shop() {
    return new Given()
        .model("stg_orders", "select 1", "order_id ordered_at status")
        .test("stg_orders", "not_null", "order_id")
        .test("stg_orders", "unique", "order_id")
        .model("stg_items", "select 1", "item_id order_id")
        .test("stg_items", "not_null", "order_id")
        .model("stg_nobody", "select 1", "order_id")
        .model("m", "select order_id, status from db.s.x", "order_id status");
  }

  @Test
  void a_column_of_the_same_name_counts_where_its_model_is_tested_at_all() {
    Habits habits = shop().subject("m").habits();
    assertEquals(new Habits.Share(2, 2), habits.named(Kind.NOT_NULL, "order_id"));
    assertEquals(new Habits.Share(1, 2), habits.named(Kind.UNIQUE, "order_id"));
    assertEquals(new Habits.Share(0, 1), habits.named(Kind.NOT_NULL, "status"));
    assertEquals(new Habits.Share(0, 0), habits.named(Kind.NOT_NULL, "elsewhere"));
  }

  @Test
  void its_own_tests_are_no_habit() {
    Habits habits = shop().test("m", "not_null", "status").subject("m").habits();
    assertEquals(new Habits.Share(0, 1), habits.named(Kind.NOT_NULL, "status"));
  }

  @Test
  void more_than_usual_is_more_than_nothing_and_less_is_less() {
    Habits habits = shop().subject("m").habits();
    assertTrue(habits.more(Kind.NOT_NULL, new Habits.Share(5, 5)) > 1);
    assertTrue(habits.more(Kind.NOT_NULL, new Habits.Share(0, 5)) < -1);
    assertEquals(0, habits.more(Kind.NOT_NULL, new Habits.Share(0, 0)), 1e-9);
  }

  @Test
  void columns_are_alike_by_what_they_are_for() {
    assertEquals(Role.ENTITY_KEY, Role.of("order_id", "stg_shop__orders"));
    assertEquals(Role.ENTITY_KEY, Role.of("id", "anything"));
    assertEquals(Role.ENTITY_KEY, Role.of("order_item_key", "fct_order_items"));
    assertEquals(Role.OTHER_KEY, Role.of("customer_id", "stg_shop__orders"));
    assertEquals(Role.TIME, Role.of("created_at", "orders"));
    assertEquals(Role.FLAG, Role.of("is_new", "orders"));
    assertEquals(Role.AMOUNT, Role.of("total_price", "orders"));
    assertEquals(Role.SORT, Role.of("order_status", "orders"));
    assertEquals(Role.OTHER, Role.of("___", "orders"));
  }

  @Test
  void what_neighbours_accept_or_refer_to_is_proposed_as_most_have_it() {
    Given given =
        shop()
            .test("stg_orders", "accepted_values", values("status", "new", "old"))
            .model("stg_more", "select 1", "status")
            .test("stg_more", "accepted_values", values("status", "old", "new"))
            .model("stg_other", "select 1", "status")
            .test("stg_other", "accepted_values", values("status", "gone"));
    List<String> said = given.said(new NeighbourRule(), "m");
    assertTrue(said.contains("accepted_values(status)[new, old] neighbour"), said.toString());
    assertTrue(said.contains("accepted_values(status)[new, old] neighbour.several"));
    assertTrue(said.contains("accepted_values(status)[new, old] neighbour.divided"));
    assertEquals(
        "`stg_orders`, `stg_more` test this of `status`",
        given.why(new NeighbourRule(), "m", "accepted_values(status)[new, old] neighbour"));
  }

  private static Map<String, Object> values(String column, String... values) {
    return Map.of("column_name", column, "values", List.of(values));
  }
}
