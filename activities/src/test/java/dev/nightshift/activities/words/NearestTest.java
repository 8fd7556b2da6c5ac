package dev.nightshift.activities.words;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static Optional<String> only(String word, String... known) {
    return Nearest.only(word, List.of(known));
  }

  @Test
  void a_letter_lost_added_or_swapped_is_a_slip() {
    assertEquals(Optional.of("stg_trees"), only("stg_tres", "stg_trees", "stg_parks"));
    assertEquals(Optional.of("table"), only("tabel", "table", "view"));
  }

  @Test
  void of_two_that_are_as_near_none_was_surely_meant() {
    assertEquals(Optional.empty(), only("stg_tree", "stg_trees", "stg_tre"));
    assertEquals(Optional.of("stg_trees"), only("stg_treees", "stg_trees", "stg_tree"));
  }

  @Test
  void a_number_is_meant_as_it_stands() {
    assertEquals(Optional.empty(), only("stg_trees_2", "stg_trees_1", "stg_trees"));
  }

  @Test
  void an_opposite_is_meant_as_it_stands() {
    assertEquals(Optional.empty(), only("inactive_customers", "active_customers"));
    assertEquals(Optional.empty(), only("paid_orders", "unpaid_orders"));
  }

  @Test
  void a_short_word_in_the_place_of_another_is_meant_as_it_stands() {
    assertEquals(Optional.empty(), only("sales_us", "sales_uk"));
    assertEquals(Optional.empty(), only("price_min", "price_max"));
  }

  @Test
  void a_short_word_is_no_slip_of_another() {
    assertEquals(Optional.empty(), only("day", "way"));
    assertEquals(Optional.empty(), only("rice", "mine"));
  }
}
