package dev.nightshift.activities.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastGreenTest {
  private static final Instant TONIGHT = Instant.parse("2026-11-20T02:00:00Z");
  private static final String FAILING = "test.s.orders_key";

  @TempDir Path runs;

  @Test
  void it_is_the_newest_run_before_in_which_all_of_it_passed() throws IOException {
    run("monday", "2026-11-16T02:00:00Z", "pass");
    run("tuesday", "2026-11-17T02:00:00Z", "pass");
    run("wednesday", "2026-11-18T02:00:00Z", "fail");
    run("again", "2026-11-20T09:00:00Z", "pass");
    assertEquals(
        Optional.of(Instant.parse("2026-11-17T02:00:00Z")),
        LastGreen.of(runs.resolve("tonight"), List.of(FAILING), TONIGHT));
  }

  @Test
  void a_run_that_did_not_run_it_tells_nothing() throws IOException {
    run("monday", "2026-11-16T02:00:00Z", "pass");
    assertEquals(
        Optional.empty(),
        LastGreen.of(runs.resolve("tonight"), List.of(FAILING, "model.s.orders"), TONIGHT));
  }

  @Test
  void a_run_that_cannot_be_read_is_passed_over() throws IOException {
    run("monday", "2026-11-16T02:00:00Z", "pass");
    Files.createDirectories(runs.resolve("tuesday"));
    Files.writeString(runs.resolve("tuesday/run_results.json"), "{\"metadata\": {\"gen");
    assertEquals(
        Optional.of(Instant.parse("2026-11-16T02:00:00Z")),
        LastGreen.of(runs.resolve("tonight"), List.of(FAILING), TONIGHT));
  }

  private void run(String folder, String at, String status) throws IOException {
    Files.createDirectories(runs.resolve(folder));
    Files.writeString(
        runs.resolve(folder).resolve("run_results.json"),
        """
        {"metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/run-results/v6.json",
         "generated_at": "%s"}, "args": {"which": "build"},
         "results": [{"unique_id": "%s", "status": "%s"}], "elapsed_time": 1.0}
        """
            .formatted(at, FAILING, status));
  }
}
