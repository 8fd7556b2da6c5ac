package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatenessTest {
  @ParameterizedTest
  @CsvSource({
    "it comes up to a day late, 24",
    "stale by less than 36 hours, 36",
    "wait at most half a day, 12",
    "when it is older than two days or up to a week, 48",
    "within 6h of midnight, 6",
    "No more than 90 minutes, 1.5"
  })
  void the_strictest_bound_that_is_stated_holds(String text, double hours) {
    assertEquals(OptionalLong.of(Math.round(hours * 3600)), Lateness.bound(text));
  }

  @Test
  void words_that_state_no_bound_are_none() {
    assertEquals(
        OptionalLong.empty(), Lateness.bound("It comes a few hours late on 24 hour days."));
  }
}
