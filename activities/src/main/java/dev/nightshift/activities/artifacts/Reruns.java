package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.artifacts.ArtifactFile.Kind;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Artifacts.Rerun;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What later runs say of nodes that failed once. */
final class Reruns {
  // Each is read to its end; between two looks there are a few at most.
  private static final int MOST_RUNS = 30;

  /** A run's folder may lie in one of its job's, and dbt's own in it. */
  private static final int DEEPEST = 4;

  private Reruns() {}

  static Rerun of(RunResultsFile file, List<String> nodes) {
    List<String> passed = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    int ran = 0;
    for (RunResults.Result result : file.results().results()) {
      ran += result.skipped() || !file.results().proves() ? 0 : 1;
      boolean tells = result.passed() ? file.results().proves() : !result.skipped();
      if (nodes.contains(result.node()) && tells) {
        (result.passed() ? passed : failed).add(result.node());
      }
    }
    JsonNode metadata = file.results().metadata();
    return new Rerun(
        metadata.path("invocation_id").asText(""),
        started(metadata, file.elapsed()).map(Instant::toEpochMilli).orElse(0L),
        ran,
        passed,
        failed);
  }

  /** Older versions of dbt tell only when they were done, and how long it took. */
  private static Optional<Instant> started(JsonNode metadata, Duration elapsed) {
    return Counted.instant(metadata.path("invocation_started_at").asText(""))
        .or(
            () ->
                Counted.instant(metadata.path("generated_at").asText(""))
                    .map(written -> written.minus(elapsed)));
  }

  /** The first below the folder that began after this and has any of the nodes. */
  static Optional<Rerun> next(Path folder, List<String> nodes, long after) {
    return newest(folder).stream()
        .map(file -> read(file, nodes))
        .flatMap(Optional::stream)
        .filter(rerun -> rerun.startedAt() > after && rerun.ran() > 0)
        .filter(rerun -> nodes.isEmpty() || !rerun.passed().isEmpty() || !rerun.failed().isEmpty())
        .min(Comparator.comparingLong(Rerun::startedAt));
  }

  private static List<Path> newest(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder, DEEPEST)) {
      return all.filter(file -> file.getFileName().toString().equals(Kind.RUN_RESULTS.fileName()))
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .sorted(Comparator.comparing(Reruns::written).reversed())
          .limit(MOST_RUNS)
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw ErrorKind.UNAVAILABLE.failure(folder + " cannot be looked through: " + e, e);
    }
  }

  /** One that is being written, or is none, is passed over; the next look may find it whole. */
  private static Optional<Rerun> read(Path file, List<String> nodes) {
    try (ArtifactFile opened = ArtifactFile.open(file.toString(), Kind.RUN_RESULTS, () -> file)) {
      return Optional.of(of(RunResultsFile.of(opened), nodes));
    } catch (ApplicationFailure unreadable) {
      return Optional.empty();
    }
  }

  private static FileTime written(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException gone) {
      return FileTime.fromMillis(0);
    }
  }
}
