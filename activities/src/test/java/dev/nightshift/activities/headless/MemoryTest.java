package dev.nightshift.activities.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.Leash;
import dev.nightshift.workflows.values.Usage;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
  private static final Usage MOST = new Usage(100, 1000, 1, 0);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void a_file() {
    file = folder.resolve("kept.json");
  }

  private Leashed meter(long tokens, int turns) {
    return new Leashed(new Leash(0, tokens, turns, 0, 0), Memory.of(file));
  }

  @Test
  void what_was_asked_when_a_worker_died_counts_at_its_most() {
    Leashed meter = meter(10_000, 10);
    assertEquals(Optional.empty(), meter.refusal(MOST));
    meter.used(MOST, new Usage(50, 5, 1, 0));
    assertEquals(Optional.empty(), meter.refusal(MOST));

    // As if it had been killed here.
    assertEquals(new Usage(150, 1005, 2, 0), Memory.of(file).kept().spent());
  }

  @Test
  void a_request_that_might_exceed_the_leash_is_not_sent() {
    Leashed meter = meter(2000, 10);
    assertEquals(Optional.empty(), meter.refusal(MOST));
    assertTrue(meter.refusal(MOST).isPresent(), "two at once may use too much");
    meter.used(MOST, Usage.NONE);
    assertEquals(Optional.empty(), meter.refusal(MOST));
  }

  @Test
  void a_request_that_might_cost_more_than_is_left_is_not_sent() {
    Usage dear = new Usage(100, 1000, 1, 0.6);
    Leash dollar = new Leash(1, 0, 0, 0, 0);
    Leashed meter = new Leashed(dollar, Memory.of(file));
    assertEquals(Optional.empty(), meter.refusal(dear));
    assertTrue(meter.refusal(dear).orElseThrow().contains("1.0 dollars"));
    meter.used(dear, new Usage(100, 10, 1, 0.3));
    assertEquals(Optional.empty(), meter.refusal(dear));

    // As if it had been killed here: 0.9 can be spent.
    assertTrue(new Leashed(dollar, Memory.of(file)).refusal(dear).isPresent());
    assertEquals(Optional.empty(), new Leashed(dollar, Memory.of(file)).refusal(MOST), "no price");
  }

  @Test
  void turns_end_over_all_tries() {
    Leashed meter = meter(1_000_000, 1);
    assertEquals(Optional.empty(), meter.refusal(MOST));
    meter.used(MOST, MOST);

    assertTrue(meter(1_000_000, 1).refusal(MOST).isPresent());
  }

  @Test
  void a_spoilt_file_is_no_new_purse() throws IOException {
    Files.writeString(file, "{\"session\": ");
    ApplicationFailure spoilt = assertThrows(ApplicationFailure.class, () -> Memory.of(file));
    assertEquals(ErrorKind.UNREADABLE, ErrorKind.of(spoilt));
  }

  @Test
  void what_an_agent_says_of_a_model_is_kept_in_part() {
    meter(100, 1).unpriced("m".repeat(1_000_000));
    Memory.of(file).update(kept -> kept.telling("w".repeat(1_000_000)));
    Kept kept = Memory.of(file).kept();
    assertTrue(kept.refused().get(0).length() < 300, kept.refused().get(0));
    assertEquals(8_000, kept.told().get(0).length());
  }
}
