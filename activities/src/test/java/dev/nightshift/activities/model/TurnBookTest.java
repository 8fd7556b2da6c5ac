package dev.nightshift.activities.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.scripted.Step;
import dev.nightshift.workflows.ports.Models.Turn;
import dev.nightshift.workflows.values.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnBookTest {
  @TempDir Path folder;

  @Test
  void an_answer_that_was_kept_is_given_again_and_not_paid_again() throws IOException {
    Step looks = Step.says("I look.").thinks("Hm.").uses("list", "{\"path\":\"a\"}");
    try (Desk desk = new Desk(folder, "anthropic", looks)) {
      Turn lost = desk.again();
      Turn found = desk.turn();
      assertEquals(lost, found);
      assertEquals(List.of(200), desk.statuses());
    }
  }

  @Test
  void a_question_that_was_lost_on_its_way_is_counted_at_its_most() throws IOException {
    try (Desk desk = new Desk(folder, "anthropic", Step.says("Done."))) {
      Usage most = new Usage(2_000, 1_000, 1, 0.5);
      book().page(desk.ask().session(), 0).ask("the hash of it", most);
      Turn turn = desk.turn();
      assertEquals(most.plus(new Usage(100, 20, 1, 0.0006)), turn.usage());
    }
  }

  @Test
  void each_turn_has_a_page_of_its_own() throws IOException {
    try (Desk desk = new Desk(folder, "anthropic", Step.says("Half."), Step.says("Done."))) {
      assertEquals(1, desk.turn().usage().turns());
      assertEquals(1, desk.turn().usage().turns());
    }
  }

  @Test
  void a_question_that_was_not_taken_is_struck_out() {
    TurnBook.Page page = book().page("s", 1);
    page.ask("hash", new Usage(1, 1, 1, 1)).strike();
    assertEquals(Usage.NONE, page.usage());
  }

  @Test
  void what_was_asked_is_for_its_owner_alone() throws IOException {
    book().page("s", 1).ask("hash", Usage.NONE);
    try (Stream<Path> all = Files.walk(folder.resolve("turns"))) {
      for (Path one : all.toList()) {
        String wanted = Files.isDirectory(one) ? "rwx------" : "rw-------";
        assertEquals(wanted, PosixFilePermissions.toString(Files.getPosixFilePermissions(one)));
      }
    }
  }

  @Test
  void sessions_that_nobody_goes_on_with_are_forgotten() {
    book().page("old", 1).ask("hash", Usage.NONE);
    assertEquals(0, book().forget(Duration.ofDays(7)));
    Instant later = Instant.now().plus(Duration.ofDays(8));
    assertEquals(1, new TurnBook(folder.resolve("turns"), () -> later).forget(Duration.ofDays(7)));
    assertEquals(Usage.NONE, book().page("old", 1).usage());
  }

  private TurnBook book() {
    return new TurnBook(folder.resolve("turns"), Instant::now);
  }
}
