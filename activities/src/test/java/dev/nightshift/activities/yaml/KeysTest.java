package dev.nightshift.activities.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

class KeysTest {
  private static final String SETTINGS =
      """
      name: shop
      vars:
        order_channels: [web, shop]
        days: 3
      models:
        - name: orders
          columns:
            - name: id
              data_tests:
                - unique
            - name: channel
              data_tests:
                - accepted_values: {values: [a]}
      """;

  @Test
  void a_key_leads_through_maps_and_by_the_names_of_items() {
    Keys keys = Keys.of(SETTINGS);
    assertTrue(keys.has("vars.order_channels"));
    assertTrue(keys.has("vars"));
    assertTrue(keys.has("models.orders.columns.channel.data_tests.accepted_values.values"));
    assertFalse(keys.has("vars.order"));
    assertFalse(keys.has("orders.columns"));
  }

  @Test
  void what_changed_is_told_by_its_key() {
    assertEquals(
        Set.of("vars.order_channels"),
        changed(SETTINGS.replace("[web, shop]", "[web, shop, app]")));
    assertEquals(Set.of("vars.days", "vars.nights"), changed(SETTINGS.replace("days", "nights")));
    assertEquals(
        Set.of("models.orders.columns.channel.data_tests.accepted_values.values"),
        changed(SETTINGS.replace("[a]", "[a, b]")));
    assertEquals(Set.of(), changed(SETTINGS.replace("[web, shop]", "[ 'web', shop ] # said")));
    assertEquals(
        Set.of("models.orders.columns.id.data_tests"),
        changed(SETTINGS.replace("- unique", "- not_null")));
  }

  @Test
  void of_two_that_are_called_alike_neither_hides_the_others_change() {
    String both = "models:\n  - {name: a, x: 1}\n  - {name: a, x: 2}\n";
    assertEquals(Set.of("models.a.x"), Keys.of(both).changed(Keys.of(both.replace("1", "3"))));
    assertEquals(Set.of("models.a.x"), Keys.of(both).changed(Keys.of(both.replace("2", "3"))));
  }

  @Test
  void what_is_not_there_or_cannot_be_read_has_none() {
    assertEquals(Set.of("a"), Keys.of(null).changed(Keys.of("a: 1")));
    assertEquals(Set.of("a"), Keys.of("a: [").changed(Keys.of("a: 1")));
    assertEquals(Set.of("a"), Keys.of("a:").changed(Keys.of("a: ''")));
  }

  private static Set<String> changed(String after) {
    return Keys.of(SETTINGS).changed(Keys.of(after));
  }
}
