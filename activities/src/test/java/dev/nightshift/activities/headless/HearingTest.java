package dev.nightshift.activities.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams as the real agents wrote them. */
class HearingTest {
  private static Told heard(String recorded) throws IOException {
    Talk talk = Talk.of("", recorded.startsWith("codex") ? Codex::heard : ClaudeCode::heard);
    Hearing hearing = new Hearing(talk, new Silence(System::nanoTime));
    try (InputStream text =
        HearingTest.class.getResourceAsStream("/headless/" + recorded + ".jsonl")) {
      new String(text.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(hearing::line);
    }
    return hearing.told();
  }

  private static Ending ending(Told told, int status) {
    return Ending.of(Sitting.Stop.ENDED, told, status, "", "");
  }

  @Test
  void the_last_line_says_how_it_ended_and_what_it_cost() throws IOException {
    Told told = heard("claude-done");

    assertTrue(told.ended());
    assertFalse(told.failed());
    assertEquals("Fixed a.sql.", told.words());
    assertEquals("11111111-2222-3333-4444-555555555555", told.session());
    assertEquals(0.0024, told.dollars(), 0.0001);
    assertEquals("done", ending(told, 200).stopped());
  }

  @Test
  void codex_says_its_thread_and_its_last_words() throws IOException {
    Told told = heard("codex-done");

    assertTrue(told.ended());
    assertEquals("Fixed a.sql.", told.words());
    assertEquals(36, told.session().length());
    assertEquals("done", ending(told, 200).stopped());
  }

  @ParameterizedTest
  @CsvSource({
    "claude-401, 401, unauthorized, false",
    "codex-401, 401, unauthorized, false",
    "codex-401, 429, no_answer, true",
    "codex-401, 529, no_answer, true",
    "codex-401, 404, failed, false",
    "claude-turns, 200, budget, false",
    "claude-budget, 200, budget, false",
    "claude-interrupted, 200, no_answer, true",
    "codex-interrupted, 200, no_answer, true",
  })
  void it_is_judged_by_what_was_said(String recorded, int status, String stopped, boolean again)
      throws IOException {
    Ending ending = ending(heard(recorded), status);

    assertEquals(stopped, ending.stopped(), ending.why());
    assertEquals(again, ending.again());
  }

  @Test
  void what_a_tool_that_it_has_was_denied_is_within_the_policy() throws IOException {
    Told told = heard("claude-denied");

    assertEquals(List.of("Write", "Bash"), told.denied());
    assertEquals("done", ending(told, 200).stopped());
    assertEquals("denied", ending(told.costing(0, List.of("WebFetch")), 200).stopped());
  }

  @Test
  void an_error_that_calls_itself_a_success_is_none() throws IOException {
    assertTrue(heard("claude-401").failed());
  }

  @Test
  void a_stop_of_ours_comes_before_what_it_says() throws IOException {
    Told told = heard("claude-done");

    assertEquals("silent", Ending.of(Sitting.Stop.SILENT, told, 200, "", "").stopped());
    assertEquals("budget", Ending.of(Sitting.Stop.LATE, told, 200, "", "").stopped());
    assertEquals("too_large", Ending.of(Sitting.Stop.FULL, told, 200, "", "").stopped());
    assertEquals(
        "budget",
        Ending.of(Sitting.Stop.ENDED, heard("codex-401"), 400, "2 turns are used up", "")
            .stopped());
  }

  @Test
  void silence_is_broken_by_any_line() {
    long[] now = {0};
    Silence silence = new Silence(() -> now[0]);
    now[0] = 5_000_000_000L;
    assertTrue(silence.lasts(java.time.Duration.ofSeconds(5)));
    new Hearing(Talk.of("", Codex::heard), silence).line("no event at all");
    assertFalse(silence.lasts(java.time.Duration.ofSeconds(5)));
  }
}
