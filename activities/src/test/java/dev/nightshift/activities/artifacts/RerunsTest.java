package dev.nightshift.activities.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.ports.Artifacts.Rerun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RerunsTest {
  private static final String MODEL = "model.shop.orders";
  private static final String KEY = "test.shop.orders_key";
  private static final List<String> BOTH = List.of(MODEL, KEY);
  private static final long MERGED = Instant.parse("2026-11-20T09:00:00Z").toEpochMilli();

  @TempDir Path folder;

  @Test
  void it_is_the_first_that_began_after_the_merge_and_had_any_of_the_nodes() throws IOException {
    run("night-1", "2026-11-20T02:00:00Z", "error", "skipped");
    run("began-before", "2026-11-20T09:00:30Z", "error", "skipped");
    run("night-3", "2026-11-22T02:00:00Z", "success", "pass");
    run("jobs/nightly/night-2", "2026-11-21T02:00:00Z", "success", "warn");
    other("hourly", "2026-11-20T10:00:00Z");
    Rerun rerun = reader().next("shop", BOTH, MERGED);
    assertEquals("night-2", rerun.run());
    assertEquals(BOTH, rerun.passed());
    assertTrue(rerun.tells(BOTH));
    assertEquals("night-3", reader().next("shop", BOTH, rerun.startedAt()).run());
    assertNull(reader().next("shop", BOTH, Instant.parse("2026-11-23T00:00:00Z").toEpochMilli()));
  }

  @Test
  void what_failed_counts_and_what_was_skipped_says_nothing() throws IOException {
    run("night-2", "2026-11-21T02:00:00Z", "success", "skipped");
    Rerun skipped = rerun("night-2");
    assertEquals(List.of(MODEL), skipped.passed());
    assertFalse(skipped.tells(BOTH));
    run("night-3", "2026-11-22T02:00:00Z", "success", "fail");
    assertEquals(List.of(KEY), rerun("night-3").failed());
    assertTrue(rerun("night-3").tells(BOTH));
  }

  @Test
  void what_was_only_compiled_or_built_without_rows_proves_nothing() throws IOException {
    run("docs", "2026-11-21T02:00:00Z", "success", "success");
    as("docs", "{\"which\": \"generate\"}");
    run("empty", "2026-11-21T03:00:00Z", "success", "pass");
    as("empty", "{\"which\": \"build\", \"empty\": true}");
    assertNull(reader().next("shop", BOTH, MERGED));
    assertNull(reader().next("shop", List.of(), MERGED));
    run("broken", "2026-11-21T04:00:00Z", "error", "skipped");
    as("broken", "{\"which\": \"compile\"}");
    assertEquals(List.of(MODEL), rerun("broken").failed());
  }

  private void as(String place, String arguments) throws IOException {
    Path file = folder.resolve(place).resolve("run_results.json");
    String text = Files.readString(file);
    Files.writeString(file, text.replace("{\"which\": \"build\"}", arguments));
  }

  @Test
  void of_no_nodes_any_run_that_ran_something_tells() throws IOException {
    run("night-2", "2026-11-21T02:00:00Z", "skipped", "skipped");
    assertNull(reader().next("shop", List.of(), MERGED));
    other("night-3", "2026-11-22T02:00:00Z");
    assertTrue(reader().next("shop", List.of(), MERGED).tells(List.of()));
  }

  @Test
  void a_run_began_when_it_says_or_as_long_before_its_end_as_it_took() throws IOException {
    run("night-2", "2026-11-21T02:00:00Z", "success", "pass");
    assertEquals(
        Instant.parse("2026-11-21T01:59:00Z"), Instant.ofEpochMilli(rerun("night-2").startedAt()));
    Path results = folder.resolve("night-2/run_results.json");
    Files.writeString(
        results,
        Files.readString(results)
            .replace(
                "\"generated_at\"",
                "\"invocation_started_at\": \"2026-11-21T01:30:00Z\", \"generated_at\""));
    assertEquals(
        Instant.parse("2026-11-21T01:30:00Z"), Instant.ofEpochMilli(rerun("night-2").startedAt()));
  }

  @Test
  void a_run_without_results_or_with_half_of_them_tells_nothing() throws IOException {
    Files.createDirectories(folder.resolve("stopped"));
    assertEquals(new Rerun("", 0, 0, null, null), rerun("stopped"));
    Files.writeString(folder.resolve("stopped/run_results.json"), "{\"metadata\": {");
    assertNull(reader().next("shop", BOTH, MERGED));
  }

  @Test
  void a_project_whose_runs_leave_nothing_here_is_told_so() {
    RuntimeException failure =
        assertThrows(RuntimeException.class, () -> reader(null).next("shop", BOTH, MERGED));
    assertEquals(ErrorKind.BAD_INPUT, ErrorKind.of(failure));
    assertNull(reader(folder.resolve("none-yet")).next("shop", BOTH, MERGED));
  }

  private Rerun rerun(String run) {
    return reader().rerun(new Location("shop", run, null, null), BOTH);
  }

  private ArtifactsReader reader() {
    return reader(folder);
  }

  private ArtifactsReader reader(Path artifacts) {
    var project = Settings.Project.of("shop", "r").artifacts(artifacts).made();
    return new ArtifactsReader(
        new Settings(folder, null, null, List.of(project)),
        new MemoryBlobs(),
        name -> Optional.of("shop"));
  }

  /** One that took a minute. */
  private void run(String place, String ended, String model, String test) throws IOException {
    write(
        place,
        ended,
        "{\"unique_id\": \"%s\", \"status\": \"%s\"}, {\"unique_id\": \"%s\", \"status\": \"%s\"}"
            .formatted(MODEL, model, KEY, test));
  }

  private void other(String place, String ended) throws IOException {
    write(place, ended, "{\"unique_id\": \"model.shop.b\", \"status\": \"success\"}");
  }

  private void write(String place, String ended, String results) throws IOException {
    Path run = Files.createDirectories(folder.resolve(place));
    Files.writeString(
        run.resolve("run_results.json"),
        """
        {"metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/run-results/v6.json",
         "generated_at": "%s", "invocation_id": "%s"}, "args": {"which": "build"},
         "results": [%s], "elapsed_time": 60.0}
        """
            .formatted(ended, run.getFileName(), results));
  }
}
