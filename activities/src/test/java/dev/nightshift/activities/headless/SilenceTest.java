package dev.nightshift.activities.headless;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SilenceTest {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final AtomicLong now = new AtomicLong();
  private final Silence silence = new Silence(now::get);

  private void after(int seconds) {
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  void it_lasts_from_the_last_that_was_heard() {
    after(9);
    silence.broken();
    after(9);
    assertFalse(silence.lasts(LONGEST));
    after(1);
    assertTrue(silence.lasts(LONGEST));
  }

  @Test
  void while_a_tool_of_ours_works_there_is_none_and_then_it_begins_anew() {
    try (Silence.Work build = silence.work()) {
      after(300);
      try (Silence.Work other = silence.work()) {
        after(300);
      }
      assertFalse(silence.lasts(LONGEST));
      after(300);
      assertFalse(silence.lasts(LONGEST));
    }
    after(9);
    assertFalse(silence.lasts(LONGEST));
    after(1);
    assertTrue(silence.lasts(LONGEST));
  }
}
