package dev.nightshift.activities.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReaderAndJoinTest {
  private static Given shop() {
    return new Given()
        .model("customers", "select 1 as id, 'x' as region", "id region")
        .model(
            "orders",
            "select o.id, o.customer from db.s.raw_orders o left join db.s.customers c on c.id ="
                + " o.customer",
            "");
  }

  @Test
  void whoever_looks_a_row_up_needs_one_of_each() {
    List<String> said = shop().said(new ReaderRule(), "customers");
    assertEquals(List.of("unique(id) reader.looks_up", "not_null(id) reader.looks_up"), said);
    assertTrue(
        shop()
            .why(new ReaderRule(), "customers", "unique(id) reader.looks_up")
            .startsWith("`orders` joins by it: `c.id = o.customer`"));
  }

  @Test
  void whoever_counts_under_it_needs_a_value() {
    List<String> said =
        shop()
            .model("n", "select region, count(*) as n from db.s.customers group by region", "")
            .said(new ReaderRule(), "customers");
    assertTrue(said.contains("not_null(region) reader.groups"), said.toString());
  }

  @Test
  void what_another_test_looks_keys_up_in_has_each_once() {
    List<String> said =
        new Given()
            .model("customers", "select 1 as id", "id")
            .model("orders", "select 1 as customer", "customer")
            .test(
                "orders",
                "relationships",
                Map.of("column_name", "customer", "to", "ref('customers')", "field", "ID"))
            .said(new ReaderRule(), "customers");
    assertEquals(List.of("unique(id) referred_to", "not_null(id) referred_to"), said);
  }

  @Test
  void a_key_refers_to_what_it_is_joined_to_where_that_is_unique() {
    List<String> untested = shop().said(new JoinRule(), "orders");
    assertTrue(untested.contains("not_null(customer) joined.outer"), untested.toString());
    assertFalse(untested.toString().contains("relationships"), untested.toString());
    List<String> tested = shop().test("customers", "unique", "id").said(new JoinRule(), "orders");
    assertTrue(
        tested.contains("relationships(customer)->customers.id joined.outer"), tested.toString());
  }
}
