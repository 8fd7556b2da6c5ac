package dev.nightshift.activities.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.artifacts.Streak;
import java.util.List;
import org.junit.jupiter.api.Test;

class SinceTest {
  private static final String MONDAY = "2026-11-16T02:00:00Z";
  private static final String TUESDAY = "2026-11-17T02:00:00Z";

  @Test
  void what_is_new_is_told_with_the_run_that_passed() {
    assertEquals(
        "It is new: the run before, of 16 November 2026, 02:00 UTC, passed here.",
        Since.of(List.of(new Streak("a", 5, 0, 0, "", MONDAY))));
    assertEquals(
        "It is new: the run before, of 16 November 2026, 02:00 UTC, passed here; 2 of the 5 before"
            + " tonight failed.",
        Since.of(List.of(new Streak("a", 5, 2, 0, "", MONDAY))));
  }

  @Test
  void what_has_failed_before_is_told_with_the_first_time_and_tonight_counts() {
    assertEquals(
        "It has failed since 17 November 2026, 02:00 UTC, 2 runs in a row.",
        Since.of(List.of(new Streak("a", 5, 1, 1, TUESDAY, MONDAY))));
    assertEquals(
        "It has failed since 17 November 2026, 02:00 UTC, 3 runs in a row, and in 2 of the runs"
            + " before.",
        Since.of(List.of(new Streak("a", 9, 4, 2, TUESDAY, MONDAY))));
    assertEquals(
        "It has failed since 16 November 2026, 02:00 UTC, 4 runs in a row, in all that are known.",
        Since.of(List.of(new Streak("a", 3, 3, 3, MONDAY, ""))));
  }

  @Test
  void what_lies_between_is_not_made_up_where_it_could_not_be_read() {
    assertEquals(
        "It has failed since 17 November 2026, 02:00 UTC, 2 runs in a row of those that are known,"
            + " and maybe for longer.",
        Since.of(List.of(new Streak("a", 5, 1, 1, TUESDAY, MONDAY, true))));
    assertEquals(
        "It passed last in the run of 16 November 2026, 02:00 UTC; how it ended in those since is"
            + " not known.",
        Since.of(List.of(new Streak("a", 5, 0, 0, "", MONDAY, true))));
  }

  @Test
  void of_several_nodes_the_oldest_failure_tells() {
    assertEquals(
        "It has failed since 17 November 2026, 02:00 UTC, 2 runs in a row.",
        Since.of(
            List.of(
                new Streak("a", 5, 0, 0, "", MONDAY), new Streak("b", 5, 1, 1, TUESDAY, MONDAY))));
    assertEquals("", Since.of(List.of()));
  }
}
