package dev.nightshift.activities.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.model.Transcript;
import dev.nightshift.activities.model.Transcript.Line;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams as the real agents wrote them. */
class HearingTest {
  @TempDir Path folder;

  private static Told heard(String recorded) throws IOException {
    return hearing(recorded, new Minutes()).told();
  }

  private static Hearing hearing(String recorded, Minutes minutes) throws IOException {
    Talk talk =
        recorded.startsWith("codex")
            ? Talk.of("", Codex::heard, new CodexLines())
            : Talk.of("", ClaudeCode::heard, new ClaudeLines());
    Hearing hearing = new Hearing(talk, new Silence(System::nanoTime), minutes);
    try (InputStream text =
        HearingTest.class.getResourceAsStream("/headless/" + recorded + ".jsonl")) {
      new String(text.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(hearing::line);
    }
    return hearing;
  }

  @Test
  void what_claude_code_says_and_does_is_told_line_by_line() throws IOException {
    assertEquals(
        List.of(
            "agent: Read {\"file_path\":\"/srv/project/models/a.sql\"}",
            "Read: 1\tselect 2 as id\n2\t",
            "agent: Edit {\"replace_all\":false,\"file_path\":\"/srv/project/models/a.sql\","
                + "\"old_string\":\"select 1\",\"new_string\":\"select 2\"}",
            "Edit failed: <tool_use_error>String to replace not found in file.\nString: select"
                + " 1</tool_use_error>",
            "agent: WebFetch {\"url\":\"http://x\"}",
            "WebFetch failed: <tool_use_error>Error: No such tool available: WebFetch. WebFetch is"
                + " disabled for this session, in subagents as well as here.</tool_use_error>",
            "agent: Fixed a.sql."),
        lines("claude-done"));
  }

  @Test
  void what_codex_says_and_does_is_told_line_by_line() throws IOException {
    assertEquals(
        List.of(
            "agent: $ /bin/sh -lc \"echo 'select 2 as id' > models/a.sql\"",
            "$: ",
            "agent: Fixed a.sql."),
        lines("codex-done"));
  }

  private List<String> lines(String recorded) throws IOException {
    Minutes minutes = new Minutes();
    hearing(recorded, minutes);
    Blobs blobs = new FileBlobs(folder);
    return Transcript.of(minutes.keep(blobs).orElseThrow(), blobs).stream()
        .map(line -> line.who() + (line.failed() ? " failed: " : ": ") + line.text())
        .toList();
  }

  @Test
  void of_a_long_talk_the_end_is_kept() {
    Minutes minutes = new Minutes();
    for (int i = 0; i < 5_000; i++) {
      minutes.add(List.of(Line.said("word " + i)));
    }
    Blobs blobs = new FileBlobs(folder);
    List<Line> kept = Transcript.of(minutes.keep(blobs).orElseThrow(), blobs);
    assertEquals(2_001, kept.size());
    assertEquals("What was said before this is left out.", kept.get(0).text());
    assertEquals("word 4999", kept.get(2_000).text());
    assertEquals(Optional.empty(), minutes.keep(blobs), "nothing was said since");
    minutes.add(List.of(Line.said("x".repeat(1_100_000)), Line.said("the end")));
    assertEquals(2, Transcript.of(minutes.keep(blobs).orElseThrow(), blobs).size());
  }

  private static Ending ending(Told told, int status) {
    return Ending.of(Sitting.Stop.ENDED, told, status, false, "", "");
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

    assertEquals("silent", Ending.of(Sitting.Stop.SILENT, told, 200, false, "", "").stopped());
    assertEquals("budget", Ending.of(Sitting.Stop.LATE, told, 200, false, "", "").stopped());
    assertEquals("too_large", Ending.of(Sitting.Stop.FULL, told, 200, false, "", "").stopped());
    assertEquals(
        "budget",
        Ending.of(Sitting.Stop.ENDED, heard("codex-401"), 400, false, "2 turns are used up", "")
            .stopped());
  }

  @Test
  void silence_is_broken_by_any_line() {
    long[] now = {0};
    Silence silence = new Silence(() -> now[0]);
    now[0] = 5_000_000_000L;
    assertTrue(silence.lasts(java.time.Duration.ofSeconds(5)));
    new Hearing(Talk.of("", Codex::heard, new CodexLines()), silence, new Minutes())
        .line("no event at all");
    assertFalse(silence.lasts(java.time.Duration.ofSeconds(5)));
  }

  /** Claude Code says at the end of each try what all of its session cost until then. */
  @Test
  void what_a_session_cost_before_it_is_gone_on_with_is_counted_once() throws IOException {
    BlobRef transcript = new FileBlobs(folder).putText("session.jsonl", "");
    double all = heard("claude-done").dollars();
    Kept first = Kept.NOTHING.costing(0.001, Kept.NOTHING).with("id", transcript, "there");

    assertEquals(0.001, first.spent().dollars(), 1e-9);
    assertEquals(all, first.costing(all, first).spent().dollars(), 1e-9);
    assertEquals(0.001, first.costing(0.0005, first).spent().dollars(), 1e-9);
    Kept counted = first.answered(Usage.NONE, new Usage(0, 0, 1, 0.5));
    assertEquals(0.501, counted.costing(all, first).spent().dollars(), 1e-9);
  }

  @Test
  void what_a_session_that_began_anew_cost_is_counted_beside_the_one_before() throws IOException {
    double all = heard("claude-done").dollars();
    Kept first = Kept.NOTHING.costing(0.001, Kept.NOTHING);
    assertEquals(0.001 + all, first.costing(all, first).spent().dollars(), 1e-9);
  }
}
