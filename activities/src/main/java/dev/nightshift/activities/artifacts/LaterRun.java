package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.workflows.ports.Artifacts.Rerun;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A run of later: the nodes that it shows to pass, and those that failed in it. {@code ran} counts
 * all that dbt ran in it; what does not say when it began or ended was at the epoch.
 */
record LaterRun(
    String id, Instant began, Instant ended, int ran, Set<String> passed, Set<String> failed) {

  static LaterRun of(RunResultsFile file) {
    RunResults results = file.results();
    Set<String> passed = new LinkedHashSet<>();
    Set<String> failed = new LinkedHashSet<>();
    int ran = 0;
    for (RunResults.Result result : results.results()) {
      ran += result.skipped() || !results.proves() ? 0 : 1;
      if (result.passed() ? results.proves() : !result.skipped()) {
        (result.passed() ? passed : failed).add(result.node());
      }
    }
    JsonNode metadata = results.metadata();
    Instant written =
        Counted.instant(metadata.path("generated_at").asText("")).orElse(Instant.EPOCH);
    return new LaterRun(
        metadata.path("invocation_id").asText(""),
        began(metadata, file.elapsed()).orElse(Instant.EPOCH),
        written,
        ran,
        passed,
        failed);
  }

  /** Older versions of dbt tell only when they were done, and how long it took. */
  static Optional<Instant> began(JsonNode metadata, Duration elapsed) {
    return Counted.instant(metadata.path("invocation_started_at").asText(""))
        .or(
            () ->
                Counted.instant(metadata.path("generated_at").asText(""))
                    .map(written -> written.minus(elapsed)));
  }

  /** What it says of these. */
  Rerun of(List<String> nodes) {
    return new Rerun(
        id,
        began.toEpochMilli(),
        ran,
        passed.stream().filter(nodes::contains).toList(),
        failed.stream().filter(nodes::contains).toList());
  }
}
