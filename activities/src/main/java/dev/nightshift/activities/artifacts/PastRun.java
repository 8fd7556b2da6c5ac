package dev.nightshift.activities.artifacts;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.nightshift.activities.artifacts.ArtifactFile.Kind;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an earlier run of the job says of nodes of tonight: how each ended that it ran. {@code
 * green} is a run of which nothing more is known than that all passed, {@code unread} one of which
 * nothing more than that something failed. It took its code when it {@code began}, from the {@code
 * commit}, if anybody wrote that down; {@code at} is when it was over.
 */
public record PastRun(
    String at,
    boolean green,
    Map<String, String> statuses,
    boolean unread,
    String began,
    String commit) {
  public PastRun {
    at = requireNonNullElse(at, "");
    statuses = statuses == null ? Map.of() : Map.copyOf(statuses);
    began = requireNonNullElse(began, "");
    commit = requireNonNullElse(commit, "");
  }

  public PastRun(String at, boolean green, Map<String, String> statuses) {
    this(at, green, statuses, false, "", "");
  }

  public static PastRun unread(String at) {
    return new PastRun(at, false, null, true, "", "");
  }

  public PastRun from(String began, String commit) {
    return new PastRun(at, green, statuses, unread, began, commit);
  }

  /** Of a run's results, as far as these nodes are in it; a file that cannot be read tells none. */
  public static Optional<PastRun> read(Path results, Set<String> nodes) {
    return file(results).map(run -> of(run, nodes));
  }

  private static PastRun of(RunResultsFile file, Set<String> nodes) {
    RunResults run = file.results();
    Map<String, String> statuses = new HashMap<>();
    for (RunResults.Result result : run.results()) {
      if (nodes.contains(result.node()) && (run.proves() || result.failed())) {
        statuses.put(result.node(), result.status());
      }
    }
    String at = run.metadata().path("generated_at").asText("");
    String began = LaterRun.began(run.metadata(), file.elapsed()).map(Instant::toString).orElse("");
    return new PastRun(at, false, statuses).from(began, "");
  }

  /** The nodes that failed in a run, or were skipped. */
  public static Set<String> notPassed(Path results) {
    return results(results).map(RunResults::results).orElse(List.of()).stream()
        .filter(result -> !result.passed())
        .map(RunResults.Result::node)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  static Optional<RunResults> results(Path file) {
    return file(file).map(RunResultsFile::results);
  }

  private static Optional<RunResultsFile> file(Path file) {
    try (ArtifactFile opened = ArtifactFile.open(file.toString(), Kind.RUN_RESULTS, () -> file)) {
      return Optional.of(RunResultsFile.of(opened));
    } catch (ApplicationFailure unreadable) {
      return Optional.empty();
    }
  }

  static List<PastRun> list(String json) {
    try {
      return Converter.json().readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException wrong) {
      throw ErrorKind.UNREADABLE.failure("What was kept of earlier runs is not its JSON.", wrong);
    }
  }

  /** The runs as they are handed over with the artifacts. */
  public static String json(List<PastRun> runs) {
    try {
      return Converter.json().writeValueAsString(runs);
    } catch (JsonProcessingException broken) {
      throw ErrorKind.BROKEN.failure("Earlier runs could not be written as JSON.", broken);
    }
  }

  @JsonIgnore
  Optional<Instant> when() {
    return Counted.instant(at);
  }

  boolean passed(String node) {
    return end(node).filter(Ended::passed).isPresent();
  }

  /** How the node ended; empty where it did not run, or was skipped. */
  Optional<Ended> end(String node) {
    if (green) {
      return Optional.of(new Ended(true));
    }
    return Optional.ofNullable(statuses.get(node))
        .map(status -> new RunResults.Result(node, status, null))
        .filter(result -> !result.skipped())
        .map(result -> new Ended(result.passed()));
  }

  record Ended(boolean passed) {}
}
