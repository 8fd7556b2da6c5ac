package dev.nightshift.activities.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CarriedRuleTest {
  private static final Rule RULE = new CarriedRule();

  private static Given orders() {
    return new Given()
        .model("orders", "select 1 as id, 2 as customer, 'new' as status", "id customer status")
        .test("orders", "unique", "id")
        .test("orders", "not_null", "id")
        .model("customers", "select 1 as key", "key")
        .test("customers", "unique", "key");
  }

  @Test
  void a_test_goes_along_with_the_values_and_another_column_has_none() {
    Given given =
        orders().model("m", "select id as order_id, customer from db.s.orders where id > 1", "");
    assertEquals(
        List.of(
            "not_null(order_id) carried",
            "unique(order_id) carried",
            "not_null(customer) carried.untested",
            "unique(customer) carried.untested"),
        given.said(RULE, "m"));
    assertEquals(
        "it is `id` of `orders`, which is tested so",
        given.why(RULE, "m", "unique(order_id) carried"));
  }

  @Test
  void a_join_that_may_repeat_rows_takes_unique_away_and_one_by_a_unique_key_does_not() {
    String by = "select o.id from db.s.orders o left join db.s.customers c on c.key = o.customer";
    assertEquals(
        List.of("not_null(id) carried", "unique(id) carried"),
        orders().model("m", by, "").said(RULE, "m"));
    String repeated = "select o.id from db.s.orders o left join db.s.lines l on l.order_id = o.id";
    assertEquals(
        List.of("not_null(id) carried", "unique(id) carried.lost"),
        orders().model("m", repeated, "").said(RULE, "m"));
  }

  @Test
  void the_other_side_of_an_outer_join_may_lack_it() {
    String sql = "select o.id from db.s.dates d left join db.s.orders o on o.day = d.day";
    assertEquals(
        List.of("not_null(id) carried.lost", "unique(id) carried.lost"),
        orders().model("m", sql, "").said(RULE, "m"));
  }

  @Test
  void through_a_model_that_nobody_tests() {
    assertEquals(
        List.of("not_null(n) carried", "unique(n) carried"),
        orders()
            .model("amid", "select id as k from db.s.orders", "")
            .model("m", "select k as n from db.s.amid", "")
            .said(RULE, "m"));
  }

  @Test
  void values_and_references_go_along_and_so_do_columns_that_are_unique_together() {
    Given given =
        orders()
            .test(
                "orders",
                "accepted_values",
                Map.of("column_name", "status", "values", List.of("new", "old")))
            .test(
                "orders",
                "relationships",
                Map.of("column_name", "customer", "to", "ref('customers')", "field", "key"))
            .test(
                "orders",
                "unique_combination_of_columns",
                Map.of("combination_of_columns", List.of("customer", "status")))
            .model("m", "select customer as c, status as s from db.s.orders", "");
    assertEquals(
        List.of(
            "relationships(c)->customers.key carried",
            "accepted_values(s)[new, old] carried",
            "combination(c,s) carried"),
        given.said(RULE, "m").stream().filter(line -> !line.contains("untested")).toList());
  }

  @Test
  void its_own_tests_say_nothing_of_it() {
    assertEquals(
        List.of(),
        new Given()
            .model("m", "select id from db.s.m_before", "id")
            .test("m", "unique", "id")
            .said(RULE, "m"));
  }

  @Test
  void a_cast_that_may_make_two_values_one_takes_unique_away() {
    String day = "select cast(id as date) as day from db.s.orders";
    assertEquals(
        List.of("not_null(day) carried", "unique(day) carried.lost"),
        orders().model("m", day, "").said(RULE, "m"));
  }

  @Test
  void a_function_among_the_columns_that_gives_rows_takes_it_away_too() {
    assertEquals(
        List.of("not_null(id) carried", "unique(id) carried.lost"),
        orders()
            .model("m", "select id, unnest(x) as y from db.s.orders", "")
            .said(RULE, "m")
            .stream()
            .filter(line -> line.contains("(id)"))
            .toList());
  }

  @Test
  void what_a_model_reads_of_itself_says_nothing() {
    assertEquals(
        List.of(),
        new Given()
            .model("m", "select id from db.s.m", "id")
            .test("m", "unique", "id")
            .said(RULE, "m"));
  }
}
