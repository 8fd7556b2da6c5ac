package dev.nightshift.activities.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.prompt.Quotation;
import dev.nightshift.activities.scripted.Step;
import dev.nightshift.workflows.ports.Models.Stop;
import dev.nightshift.workflows.ports.Models.Turn;
import dev.nightshift.workflows.values.Leash;
import dev.nightshift.workflows.values.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeashTest {
  @TempDir Path folder;

  @Test
  void nothing_is_sent_that_might_cost_more_than_is_left() throws IOException {
    stopped(new Leash(0.01, 0, 0, 0, 0), Usage.NONE);
    stopped(new Leash(5, 0, 0, 0, 0), new Usage(0, 0, 3, 4.99));
  }

  @Test
  void nothing_is_sent_that_might_take_more_tokens_than_are_left() throws IOException {
    stopped(new Leash(5, 1_500, 0, 0, 0), Usage.NONE);
    stopped(new Leash(5, 10_000, 0, 0, 0), new Usage(5_000, 4_500, 1, 0));
  }

  @Test
  void no_turn_is_begun_beyond_the_last() throws IOException {
    stopped(new Leash(0, 0, 3, 0, 0), new Usage(10, 10, 3, 0));
  }

  @Test
  void what_the_calls_gave_is_kept_for_a_longer_leash() throws IOException {
    Step looks = Step.says("").uses("list", "{}");
    try (Desk desk = new Desk(folder, "anthropic", looks, Step.says("Done."))) {
      var call = desk.turn().calls().get(0);
      desk.leash = new Leash(0, 0, 1, 0, 0);
      assertEquals(Stop.LEASH, desk.turn(desk.gave(call, "what was found")).stop());
      desk.leash = new Leash(0, 0, 9, 0, 0);
      assertEquals("Done.", desk.turn().said());
      assertEquals(
          Quotation.of("list", "what was found"),
          desk.asked().at("/messages/2/content/0/content").asText());
    }
  }

  private void stopped(Leash leash, Usage spent) throws IOException {
    try (Desk desk = new Desk(folder, "anthropic", Step.says("Done."))) {
      desk.leash = leash;
      desk.spent = spent;
      Turn turn = desk.turn();
      assertEquals(Stop.LEASH, turn.stop());
      assertEquals(Usage.NONE, turn.usage());
      assertEquals(List.of(), desk.scripted.seen());
    }
  }
}
