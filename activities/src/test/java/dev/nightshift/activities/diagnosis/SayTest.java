package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SayTest {
  @Test
  void a_node_is_called_by_its_name_and_a_version_with_it() {
    assertEquals("orders", Say.name("model.shop.orders"));
    assertEquals("orders.v2", Say.name("model.shop.orders.v2"));
    assertEquals("unique_orders_id", Say.name("test.shop.unique_orders_id.1a2b3c"));
    assertEquals("orders", Say.name("source.shop.raw.orders"));
    assertEquals("counts_once", Say.name("unit_test.shop.orders.counts_once"));
  }
}
