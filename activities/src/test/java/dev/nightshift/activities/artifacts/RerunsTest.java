package dev.nightshift.activities.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.Settings;
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
  private static final String REPORT = "model.shop.report";
  private static final String REPORT_TEST = "test.shop.report_key";
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
  void where_each_run_has_one_node_they_prove_it_together() throws IOException {
    of("orders", "2026-11-21T02:00:00Z", MODEL, "success");
    assertNull(reader().next("shop", BOTH, MERGED));
    of("orders_key", "2026-11-21T02:05:00Z", KEY, "pass");
    Rerun together = reader().next("shop", BOTH, MERGED);
    assertEquals("orders_key", together.run());
    assertEquals(BOTH, together.passed());
  }

  @Test
  void a_test_that_ran_before_its_model_proves_nothing_with_it() throws IOException {
    of("orders_key", "2026-11-21T02:00:00Z", KEY, "pass");
    of("orders", "2026-11-21T02:05:00Z", MODEL, "success");
    assertNull(reader().next("shop", BOTH, MERGED));
    of("orders_key-while-it-is-built", "2026-11-21T02:05:30Z", KEY, "pass");
    assertNull(reader().next("shop", BOTH, MERGED));
    of("orders_key-again", "2026-11-21T02:10:00Z", KEY, "pass");
    assertEquals("orders_key-again", reader().next("shop", BOTH, MERGED).run());
  }

  @Test
  void what_lies_between_has_to_be_built_in_between() throws IOException {
    List<String> ends = List.of(MODEL, REPORT_TEST);
    of("orders", "2026-11-21T02:00:00Z", MODEL, "success");
    of("report_key", "2026-11-21T02:10:00Z", REPORT_TEST, "pass");
    assertNull(reader().next("shop", ends, MERGED));
    of("report", "2026-11-21T02:15:00Z", REPORT, "success");
    assertNull(reader().next("shop", ends, MERGED));
    of("report_key-again", "2026-11-21T02:20:00Z", REPORT_TEST, "pass");
    assertEquals("report_key-again", reader().next("shop", ends, MERGED).run());
  }

  @Test
  void without_a_manifest_several_runs_prove_nothing_together() throws IOException {
    of("orders", "2026-11-21T02:00:00Z", MODEL, "success");
    of("orders_key", "2026-11-21T02:05:00Z", KEY, "pass");
    Files.delete(folder.resolve("orders_key/manifest.json"));
    assertNull(reader().next("shop", BOTH, MERGED));
  }

  @Test
  void of_several_the_one_that_failed_counts() throws IOException {
    of("orders", "2026-11-21T02:00:00Z", MODEL, "success");
    of("orders_key", "2026-11-21T02:05:00Z", KEY, "fail");
    assertEquals(List.of(KEY), reader().next("shop", BOTH, MERGED).failed());
  }

  @Test
  void a_night_of_hundreds_of_runs_is_looked_at_whole() throws IOException {
    of("orders", "2026-11-21T02:00:00Z", MODEL, "success");
    for (int n = 0; n < 60; n++) {
      other("other-" + n, "2026-11-21T02:03:00Z");
    }
    of("orders_key", "2026-11-21T02:05:00Z", KEY, "pass");
    assertEquals("orders_key", reader().next("shop", BOTH, MERGED).run());
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
  void a_project_whose_runs_leave_nothing_here_may_be_told_of_one_yet() {
    assertNull(reader(null).next("shop", BOTH, MERGED));
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
        name -> Optional.of("shop"),
        new KeptRuns(folder.resolveSibling("kept")));
  }

  /** One that took a minute. */
  private void run(String place, String ended, String model, String test) throws IOException {
    write(
        place,
        ended,
        "{\"unique_id\": \"%s\", \"status\": \"%s\"}, {\"unique_id\": \"%s\", \"status\": \"%s\"}"
            .formatted(MODEL, model, KEY, test));
  }

  /** One node's invocation, with the manifest of all. */
  private void of(String place, String ended, String node, String status) throws IOException {
    write(place, ended, "{\"unique_id\": \"%s\", \"status\": \"%s\"}".formatted(node, status));
    Files.writeString(
        folder.resolve(place).resolve("manifest.json"),
        """
        {"metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/manifest/v12.json"},
         "nodes": {}, "sources": {},
         "parent_map": {"%1$s": ["source.shop.raw.orders"], "%2$s": ["%1$s"], "%3$s": ["%1$s"],
           "%4$s": ["%3$s"], "source.shop.raw.orders": []}, "child_map": {}}
        """
            .formatted(MODEL, KEY, REPORT, REPORT_TEST));
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
