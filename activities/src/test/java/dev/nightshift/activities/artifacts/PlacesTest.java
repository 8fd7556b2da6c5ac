package dev.nightshift.activities.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class PlacesTest {
  private final Places places = new Places();

  @Test
  void each_of_many_names_has_its_own_place() {
    for (int i = 0; i < 100_000; i++) {
      places.put("test.shop.not_null_model_" + i + "_id.0123456789", i * 7L, i);
    }
    for (int i = 0; i < 100_000; i++) {
      assertEquals(
          new Places.Place(i * 7L, i),
          places.of("test.shop.not_null_model_" + i + "_id.0123456789"));
    }
    assertNull(places.of("model.shop.unknown"));
  }

  @Test
  void of_a_name_that_comes_twice_the_last_counts() {
    places.put("model.shop.orders", 1, 1);
    places.put("model.shop.orders", 2, 2);
    assertEquals(new Places.Place(2, 2), places.of("model.shop.orders"));
  }
}
