package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.workflows.durable.ErrorKind;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which of the files tell of the failed night: dbt leaves an old one in place when it stops early
 * or does something else. What does not count is empty, and said in {@code notes}.
 */
record Counted(
    Optional<RunResultsFile> run,
    Optional<SourcesFile> sources,
    Optional<DbtLog> stop,
    List<String> notes) {

  /** Commands of one job follow each other; a job of the day before is further away. */
  private static final Duration SAME_JOB = Duration.ofHours(2);

  static Counted of(
      Optional<RunResultsFile> run, Optional<SourcesFile> sources, Optional<DbtLog> log) {
    Optional<JsonNode> ran = run.map(file -> file.results().metadata());
    Optional<JsonNode> asked = sources.map(SourcesFile::metadata);
    if (log.isPresent()
        && log.get().stopped()
        && isLater(log.get(), ran)
        && isLater(log.get(), asked)) {
      List<String> notes = new ArrayList<>();
      ran.ifPresent(other -> notes.add(leftFromBefore("run_results.json", other)));
      asked.ifPresent(other -> notes.add(leftFromBefore("sources.json", other)));
      return new Counted(Optional.empty(), Optional.empty(), log, notes);
    }
    if (ran.isPresent() && asked.isPresent() && !isSameNight(ran.get(), asked.get())) {
      boolean ranLast = isAfter(ran.get(), asked.get());
      String note =
          ranLast
              ? leftFromBefore("sources.json", asked.get())
              : leftFromBefore("run_results.json", ran.get());
      return new Counted(
          ranLast ? run : Optional.empty(),
          ranLast ? Optional.empty() : sources,
          Optional.empty(),
          List.of(note));
    }
    return new Counted(run, sources, Optional.empty(), List.of());
  }

  /** With what else a reader should know. */
  Counted with(List<String> more) {
    List<String> both = new ArrayList<>(notes);
    both.addAll(more);
    return new Counted(run, sources, stop, both);
  }

  /** Nothing tells of the night. */
  static RuntimeException nothing(RuntimeException missing, Optional<DbtLog> log) {
    return log.<RuntimeException>map(
            there ->
                ErrorKind.UNREADABLE.failure(
                    "There are neither run_results.json nor sources.json, and "
                        + there.name()
                        + " tells of no error that stopped dbt in its last invocation. Hand over"
                        + " what the failed run left."))
        .orElse(missing);
  }

  /** The same invocation's own results tell more than its log. */
  private static boolean isLater(DbtLog log, Optional<JsonNode> results) {
    if (results.isEmpty()) {
      return true;
    }
    String id = results.get().path("invocation_id").asText("");
    if (!id.isEmpty() && id.equals(log.invocation())) {
      return false;
    }
    Optional<Instant> said = instant(log.at());
    Optional<Instant> written = instant(results.get().path("generated_at").asText(""));
    return said.isEmpty() || written.isEmpty() || said.get().isAfter(written.get());
  }

  private static boolean isSameNight(JsonNode ran, JsonNode asked) {
    Optional<Instant> written = instant(ran.path("generated_at").asText(""));
    Optional<Instant> begun =
        instant(ran.path("invocation_started_at").asText("")).or(() -> written);
    Optional<Instant> at = instant(asked.path("generated_at").asText(""));
    // Without times nothing says that one of them is old.
    return at.isEmpty()
        || written.isEmpty()
        || (at.get().isAfter(begun.get().minus(SAME_JOB))
            && at.get().isBefore(written.get().plus(SAME_JOB)));
  }

  private static boolean isAfter(JsonNode one, JsonNode other) {
    return instant(one.path("generated_at").asText(""))
        .orElse(Instant.MIN)
        .isAfter(instant(other.path("generated_at").asText("")).orElse(Instant.MIN));
  }

  private static String leftFromBefore(String file, JsonNode metadata) {
    return file
        + " is of another invocation, at "
        + metadata.path("generated_at").asText("a time that it does not say")
        + ": what failed came later, and it was not read.";
  }

  static Optional<Instant> instant(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException other) {
      return Optional.empty();
    }
  }
}
