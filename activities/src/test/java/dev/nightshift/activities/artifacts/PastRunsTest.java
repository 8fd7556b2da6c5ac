package dev.nightshift.activities.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PastRunsTest {
  private static final Instant TONIGHT = Instant.parse("2026-11-20T02:00:00Z");
  private static final String FAILING = "test.s.orders_key";

  @TempDir Path runs;

  @Test
  void it_passed_last_in_the_newest_run_before_tonight() throws IOException {
    run("monday", "2026-11-16T02:00:00Z", "pass");
    run("tuesday", "2026-11-17T02:00:00Z", "pass");
    run("wednesday", "2026-11-18T02:00:00Z", "fail");
    run("again", "2026-11-20T09:00:00Z", "pass");
    assertEquals("2026-11-17T02:00:00Z", past(FAILING).streak(FAILING).orElseThrow().passed());
  }

  @Test
  void a_run_that_did_not_run_it_tells_nothing() throws IOException {
    run("monday", "2026-11-16T02:00:00Z", "pass");
    assertEquals(Optional.empty(), past(FAILING, "model.s.orders").streak("model.s.orders"));
  }

  @Test
  void a_run_that_cannot_be_read_is_passed_over() throws IOException {
    run("monday", "2026-11-16T02:00:00Z", "pass");
    Files.createDirectories(runs.resolve("tuesday"));
    Files.writeString(runs.resolve("tuesday/run_results.json"), "{\"metadata\": {\"gen");
    assertEquals("2026-11-16T02:00:00Z", past(FAILING).streak(FAILING).orElseThrow().passed());
  }

  @Test
  void a_streak_tells_since_when_and_how_often() throws IOException {
    run("sunday", "2026-11-15T02:00:00Z", "fail");
    run("monday", "2026-11-16T02:00:00Z", "pass");
    run("tuesday", "2026-11-17T02:00:00Z", "fail");
    run("wednesday", "2026-11-18T02:00:00Z", "skipped");
    run("thursday", "2026-11-19T02:00:00Z", "fail");
    Streak streak = past(FAILING).streak(FAILING).orElseThrow();
    assertEquals(
        new Streak(
            FAILING,
            4,
            3,
            2,
            "2026-11-17T02:00:00Z",
            "2026-11-16T02:00:00Z",
            false,
            "2026-11-16T01:48:00Z",
            ""),
        streak);
    assertEquals(Optional.of(Instant.parse("2026-11-16T01:48:00Z")), streak.greenAt());
    assertEquals(Optional.of(Instant.parse("2026-11-17T02:00:00Z")), streak.redAt());
    assertEquals(Optional.empty(), past(FAILING).streak("model.s.orders"));
  }

  @Test
  void what_failed_for_the_first_time_has_passed_before() {
    PastRuns past =
        PastRuns.of(
            List.of(new PastRun("2026-11-19T02:00:00Z", true, null), new PastRun("", true, null)),
            TONIGHT);
    assertEquals(
        Optional.of(new Streak(FAILING, 1, 0, 0, "", "2026-11-19T02:00:00Z")),
        past.streak(FAILING));
  }

  @Test
  void a_run_that_nobody_read_may_have_ended_either_way() {
    PastRun green = new PastRun("2026-11-16T02:00:00Z", true, null);
    PastRun red = new PastRun("2026-11-19T02:00:00Z", false, Map.of(FAILING, "fail"));
    PastRun unread = PastRun.unread("2026-11-18T02:00:00Z");
    assertEquals(
        Optional.of(
            new Streak(
                FAILING,
                2,
                1,
                1,
                "2026-11-19T02:00:00Z",
                "2026-11-16T02:00:00Z",
                true,
                "2026-11-16T01:00:00Z",
                "0a1b2c3d")),
        PastRuns.of(List.of(red, unread, green.from("2026-11-16T01:00:00Z", "0a1b2c3d")), TONIGHT)
            .streak(FAILING));
    PastRun before = PastRun.unread("2026-11-15T02:00:00Z");
    assertFalse(
        PastRuns.of(List.of(red, green, before), TONIGHT).streak(FAILING).orElseThrow().gaps());
  }

  @Test
  void the_same_run_from_two_places_counts_once() {
    PastRun one = new PastRun("2026-11-19T02:00:00Z", false, Map.of(FAILING, "fail"));
    PastRun same = new PastRun("2026-11-19T02:00:00Z", false, Map.of(FAILING, "fail"));
    assertEquals(1, PastRuns.of(List.of(one, same), TONIGHT).streak(FAILING).orElseThrow().runs());
  }

  @Test
  void runs_are_handed_over_as_they_are() {
    List<PastRun> runs = List.of(new PastRun("2026-11-19", false, Map.of(FAILING, "fail")));
    assertEquals(runs, PastRun.list(PastRun.json(runs)));
  }

  @Test
  void what_lies_beside_by_a_link_is_not_of_this_job() throws IOException {
    Path elsewhere = Files.createDirectories(runs.resolve("far/away/monday"));
    run("far/away/monday", "2026-11-16T02:00:00Z", "pass");
    Files.createDirectories(runs.resolve("jobs"));
    Files.createSymbolicLink(runs.resolve("jobs/monday"), elsewhere);
    assertEquals(List.of(), PastRuns.beside(runs.resolve("jobs/tonight"), List.of(FAILING)));
  }

  private PastRuns past(String... failing) {
    return PastRuns.of(PastRuns.beside(runs.resolve("tonight"), List.of(failing)), TONIGHT);
  }

  private void run(String folder, String at, String status) throws IOException {
    Files.createDirectories(runs.resolve(folder));
    Files.writeString(
        runs.resolve(folder).resolve("run_results.json"),
        """
        {"metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/run-results/v6.json",
         "generated_at": "%s"}, "args": {"which": "build"},
         "results": [{"unique_id": "%s", "status": "%s"}], "elapsed_time": 720.0}
        """
            .formatted(at, FAILING, status));
  }
}
