package dev.nightshift.starter.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class PlacesTest {
  private static final long SECOND = 1_000_000_000L;

  private final Places places = new Places(Duration.ofMillis(350));

  @Test
  void there_are_no_more_than_sixteen() {
    assertEquals(16, all(0));
  }

  @Test
  void those_that_were_late_together_cost_half_of_the_places_once() {
    all(0);
    for (int n = 0; n < 16; n++) {
      places.giveBack(0, SECOND);
    }
    assertEquals(8, all(SECOND));
  }

  @Test
  void what_was_slow_half_a_minute_ago_is_forgotten() {
    assertTrue(places.take(0));
    places.giveBack(0, SECOND);
    assertEquals(8, all(31 * SECOND));
    assertEquals(8, all(32 * SECOND), "the other half");
  }

  /** Senders in any number; the server does one after the other. */
  @Test
  void a_slow_server_has_as_few_as_it_begins_in_good_time_and_a_quick_one_gets_them_back() {
    assertEquals(3, inTheLong(10), 1);
    assertEquals(16, inTheLong(200));
  }

  /** How many places there are after a minute with that many starts a second. */
  private int inTheLong(int aSecond) {
    Queue<Long> waiting = new ArrayDeque<>();
    long now = 10 * SECOND;
    for (int n = 0; n < 60 * aSecond; n++, now += SECOND / aSecond) {
      while (places.take(now)) {
        waiting.add(now);
      }
      if (!waiting.isEmpty()) {
        places.giveBack(waiting.poll(), now + SECOND / aSecond);
      }
    }
    int many = waiting.size() + all(now);
    assertTrue(many > 0);
    for (int n = 0; n < many; n++) {
      places.giveBack(now, now);
    }
    return many;
  }

  private int all(long now) {
    int many = 0;
    while (places.take(now)) {
      many++;
    }
    return many;
  }
}
