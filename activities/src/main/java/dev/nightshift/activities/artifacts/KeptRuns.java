package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.artifacts.ArtifactFile.Kind;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How each node ended in the runs that a project was told of, for the nights after: files that were
 * brought are at no place that a later run knows of, and a folder may be written over. A run is
 * kept as dbt's own file of results without all that nobody asks for later, so that what reads the
 * folders of runs reads these too.
 */
public record KeptRuns(Path root) {
  // A team with a job an hour has a week of them.
  private static final int MOST_RUNS = 200;

  private static final long MOST_BYTES = 100L << 20;

  /** Of the files' heads; the rest may hold what the environment was. */
  private static final List<String> HEAD =
      List.of("dbt_schema_version", "generated_at", "invocation_id", "invocation_started_at");

  /** A run that grew since is kept as it is last; it is the same by when it began. */
  void keep(String project, RunResultsFile run) {
    LaterRun told = LaterRun.of(run);
    boolean tells = told.ran() > 0 || !told.failed().isEmpty();
    if (!tells || told.began().equals(Instant.EPOCH)) {
      return;
    }
    Path file = of(project).resolve(told.began().toString()).resolve(Kind.RUN_RESULTS.fileName());
    if (isNewer(file, told.ended())) {
      return;
    }
    try {
      whole(file, inShort(run));
      forgetOldest(project);
    } catch (IOException full) {
      throw ErrorKind.UNAVAILABLE.failure("The run cannot be kept here: " + full, full);
    }
  }

  /** A folder for each, as runs leave theirs. */
  Path of(String project) {
    return root.resolve(project);
  }

  /** The newest of those that tell of these nodes. */
  List<PastRun> telling(String project, Collection<String> nodes) {
    Set<String> wanted = new HashSet<>(nodes);
    return newest(project).stream()
        .map(run -> PastRun.read(run.resolve(Kind.RUN_RESULTS.fileName()), wanted))
        .flatMap(Optional::stream)
        .filter(run -> !run.statuses().isEmpty())
        .limit(PastRuns.MOST_RUNS)
        .toList();
  }

  private static boolean isNewer(Path file, Instant ended) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && PastRun.results(file)
            .flatMap(run -> Counted.instant(run.metadata().path("generated_at").asText("")))
            .filter(ended::isBefore)
            .isPresent();
  }

  private static byte[] inShort(RunResultsFile run) throws JsonProcessingException {
    RunResults results = run.results();
    ObjectNode kept = Converter.json().createObjectNode();
    ObjectNode head = kept.putObject("metadata");
    HEAD.forEach(
        name -> {
          if (results.metadata().hasNonNull(name)) {
            head.set(name, results.metadata().get(name));
          }
        });
    kept.putObject("args")
        .put("which", results.command())
        .put("empty", results.arguments().path("empty").asBoolean(false));
    kept.put("elapsed_time", run.elapsed().toMillis() / 1000.0);
    ArrayNode ended = kept.putArray("results");
    results
        .results()
        .forEach(one -> ended.addObject().put("unique_id", one.node()).put("status", one.status()));
    return Converter.json().writeValueAsBytes(kept);
  }

  /** It is there whole or not at all. */
  private static void whole(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Path fresh = Files.createTempFile(file.getParent(), ".new-", "");
    try {
      Files.write(fresh, content);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private void forgetOldest(String project) throws IOException {
    int runs = 0;
    long bytes = 0;
    for (Path run : newest(project)) {
      Path file = run.resolve(Kind.RUN_RESULTS.fileName());
      bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
      if (++runs > MOST_RUNS || bytes > MOST_BYTES) {
        forget(run);
      }
    }
  }

  /** What a writer left that was killed goes too. */
  private static void forget(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(run);
  }

  private List<Path> newest(String project) {
    if (!Files.isDirectory(of(project))) {
      return List.of();
    }
    try (Stream<Path> runs = Files.list(of(project))) {
      return runs.sorted(Comparator.comparing(Path::toString).reversed()).toList();
    } catch (IOException unlisted) {
      throw ErrorKind.UNAVAILABLE.failure("The kept runs cannot be listed: " + unlisted, unlisted);
    }
  }
}
