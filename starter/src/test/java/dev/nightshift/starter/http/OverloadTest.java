package dev.nightshift.starter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OverloadTest {
  @Test
  void places_are_few_at_first_and_one_more_for_each_that_came_through_while_all_were_taken() {
    Overload overload = new Overload(8);
    assertEquals(List.of(6, 7, 8, 8), Stream.generate(() -> filled(overload)).limit(4).toList());
  }

  @Test
  void where_one_at_a_time_is_enough_there_are_no_more() {
    Overload overload = new Overload(40);
    for (int n = 0; n < 100; n++) {
      overload.take();
      overload.giveBack();
    }
    assertEquals(6, filled(overload));
  }

  @Test
  void none_is_none() {
    assertFalse(new Overload(0).take());
  }

  /** How many came in, all of whom have left again. */
  private static int filled(Overload overload) {
    int in = 0;
    while (overload.take()) {
      in++;
    }
    for (int n = 0; n < in; n++) {
      overload.giveBack();
    }
    return in;
  }
}
