package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.nightshift.activities.artifacts.ArtifactFile.Kind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

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

  /** One result, whole when it is asked for. */
  record Result(boolean failed, Supplier<JsonNode> json) {}

  boolean tells() {
    return counted.run().isPresent() || counted.sources().isPresent() || counted.stop().isPresent();
  }

  /** What does not say when it was is as late as can be. */
  Instant at() {
    return counted
        .stop()
        .map(DbtLog::at)
        .or(() -> ran().or(this::asked).map(metadata -> metadata.path("generated_at").asText("")))
        .flatMap(Counted::instant)
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
                                new Result(one.failed(), () -> file.result(one.node())))));
    return all;
  }

  Map<String, Result> freshness() {
    List<JsonNode> all = counted.sources().map(SourcesFile::results).orElse(List.of());
    return all.stream()
        .collect(
            Collectors.toMap(
                one -> one.path("unique_id").asText(""),
                one -> new Result(!IN_TIME.contains(one.path("status").asText("")), () -> one),
                (first, second) -> second,
                LinkedHashMap::new));
  }
}
