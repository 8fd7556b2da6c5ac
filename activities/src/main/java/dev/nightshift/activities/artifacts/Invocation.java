package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.artifacts.ArtifactFile.Kind;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** One invocation of several: what of its files tells of it. */
record Invocation(
    Handed handed, Counted counted, Optional<DbtLog> log, Optional<Instant> manifest) {
  private static final Set<String> IN_TIME = Set.of("pass", "warn");

  static Invocation of(Handed handed) {
    Optional<DbtLog> log = handed.log();
    return new Invocation(
        handed,
        Counted.of(
            handed.find(Kind.RUN_RESULTS).map(RunResultsFile::of),
            handed.find(Kind.SOURCES).map(SourcesFile::of),
            log),
        log,
        manifest(handed));
  }

  /** When it was written, where there is one; of one that does not say, long ago. */
  private static Optional<Instant> manifest(Handed handed) {
    return handed.has(Kind.MANIFEST)
        ? handed.writtenAt(Kind.MANIFEST).or(() -> Optional.of(Instant.MIN))
        : Optional.empty();
  }

  /**
   * One result, whole when it is asked for. {@code told} is when the invocation that it is read
   * from was.
   */
  record Result(boolean failed, Instant told, Supplier<JsonNode> json) {
    /** In a file that was made of several invocations, when the result's own was told. */
    private static final String TOLD = "generated_at";

    /**
     * What dbt was done with says when; the rest, such as what it skipped, is of its invocation.
     */
    Instant at() {
      JsonNode whole = json.get();
      return completed(whole).orElseGet(() -> ofItsInvocation(whole));
    }

    /** For a file in which others tell of other times. */
    JsonNode dated() {
      JsonNode whole = json.get();
      return completed(whole).isPresent() || !whole.isObject()
          ? whole
          : ((ObjectNode) whole.deepCopy()).put(TOLD, ofItsInvocation(whole).toString());
    }

    private static Optional<Instant> completed(JsonNode whole) {
      return StreamSupport.stream(whole.path("timing").spliterator(), false)
          .flatMap(step -> Counted.instant(step.path("completed_at").asText("")).stream())
          .max(Comparator.naturalOrder());
    }

    private Instant ofItsInvocation(JsonNode whole) {
      return Counted.instant(whole.path(TOLD).asText("")).orElse(told);
    }
  }

  boolean tells() {
    return counted.run().isPresent() || counted.sources().isPresent() || counted.stop().isPresent();
  }

  /** What does not say when it was is as late as can be. */
  Instant at() {
    return counted
        .stop()
        .map(log -> Counted.instant(log.at()).orElse(Instant.MAX))
        .orElseGet(() -> at(ran().or(this::asked)));
  }

  private static Instant at(Optional<JsonNode> metadata) {
    return metadata
        .flatMap(it -> Counted.instant(it.path("generated_at").asText("")))
        .orElse(Instant.MAX);
  }

  Optional<JsonNode> ran() {
    return counted.run().map(file -> file.results().metadata());
  }

  Optional<JsonNode> asked() {
    return counted.sources().map(SourcesFile::metadata);
  }

  JsonNode arguments() {
    return counted.run().map(file -> file.results().arguments()).orElse(MissingNode.getInstance());
  }

  Map<String, Result> results() {
    Instant told = at(ran());
    Map<String, Result> all = new LinkedHashMap<>();
    counted
        .run()
        .ifPresent(
            file ->
                file.results().results().stream()
                    .filter(one -> file.results().proves() || one.failed())
                    .forEach(
                        one ->
                            all.put(
                                one.node(),
                                new Result(one.failed(), told, () -> file.result(one.node())))));
    return all;
  }

  Map<String, Result> freshness() {
    Instant told = at(asked());
    List<JsonNode> all = counted.sources().map(SourcesFile::results).orElse(List.of());
    return all.stream()
        .collect(
            Collectors.toMap(
                one -> one.path("unique_id").asText(""),
                one ->
                    new Result(!IN_TIME.contains(one.path("status").asText("")), told, () -> one),
                (first, second) -> second,
                LinkedHashMap::new));
  }
}
