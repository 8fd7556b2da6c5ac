package dev.nightshift.activities.notion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two workers of one home, and a clock that goes on only while they wait. */
class PaceTest {
  private static final Instant NIGHT = Instant.parse("2026-11-10T02:00:00Z");

  @TempDir Path home;
  private Instant now = NIGHT;
  private final List<Duration> asked = new ArrayList<>();

  @Test
  void two_workers_of_a_home_ask_no_faster_together_than_one_may() {
    Pace one = pace();
    Pace other = pace();
    for (int n = 0; n < 3; n++) {
      ask(one);
      ask(other);
    }
    assertEquals(millis(0, 340, 680, 1020, 1360, 1700), asked);
  }

  @Test
  void after_a_rest_the_first_question_goes_at_once() {
    ask(pace());
    now = now.plusSeconds(60);
    ask(pace());
    assertEquals(millis(0, 60_000), asked);
  }

  @Test
  void a_file_that_was_cut_off_or_is_of_a_clock_that_was_set_back_holds_nobody_up()
      throws IOException {
    Files.writeString(home.resolve("pace"), "2026-11-1");
    ask(pace());
    Files.writeString(home.resolve("pace"), "2027-01-01T00:00:00Z");
    ask(pace());
    assertEquals(millis(0, 0), asked);
  }

  private Pace pace() {
    return new Pace(
        home.resolve("pace"), Duration.ofMillis(340), () -> now, time -> now = now.plus(time));
  }

  private void ask(Pace pace) {
    pace.await();
    asked.add(Duration.between(NIGHT, now));
  }

  private static List<Duration> millis(long... after) {
    List<Duration> all = new ArrayList<>();
    for (long one : after) {
      all.add(Duration.ofMillis(one));
    }
    return all;
  }
}
