package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.artifacts.Streak;
import dev.nightshift.activities.git.Histories.Lately;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastPassedTest {
  private static final String NEW = "test.s.new";
  private static final String RED_FOR_WEEKS = "test.s.red";
  private static final String MONDAY = "2026-11-16T02:00:00Z";

  private final List<Instant> asked = new ArrayList<>();

  @Test
  void what_was_never_seen_to_pass_hides_nothing_of_what_is_new() {
    LastPassed passed = of(new Streak(NEW, 5, 0, 0, "", MONDAY), red(RED_FOR_WEEKS));
    assertTrue(passed.since(NEW).byRun());
    assertEquals(MONDAY, passed.since(NEW).at());
    assertFalse(passed.since(RED_FOR_WEEKS).byRun());
    assertFalse(passed.since("source.s.raw.orders").byRun());
  }

  @Test
  void the_project_is_asked_once_for_each_time() {
    LastPassed passed =
        of(
            new Streak(NEW, 5, 0, 0, "", MONDAY),
            new Streak("model.s.new", 5, 0, 0, "", MONDAY),
            red(RED_FOR_WEEKS));
    for (String node : List.of(NEW, "model.s.new", RED_FOR_WEEKS, "source.s.raw.orders", NEW)) {
      passed.lately(node);
    }
    assertEquals(Arrays.asList(Instant.parse(MONDAY), null), asked);
  }

  private static Streak red(String node) {
    return new Streak(node, 30, 30, 30, "2026-10-20T02:00:00Z", "");
  }

  private LastPassed of(Streak... streaks) {
    RunFacts run =
        new RunFacts(
            "s",
            "s",
            "",
            "",
            "",
            "",
            "",
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(streaks),
            null);
    return new LastPassed(
        run,
        at -> {
          asked.add(at.green());
          return new Lately(true, List.of(), List.of());
        });
  }
}
