package dev.nightshift.workflows.values;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.workflows.values.DbtResult.DbtError;
import java.util.List;

/**
 * A failed run, in short. {@code failures} holds the first of them for people and memos; {@code
 * details} holds all that a diagnosis needs, as JSON; {@code markdown} the same for a reader;
 * {@code database} is what the run called production; {@code notes} say what a reader should know
 * of the files themselves; {@code stopped} is what stopped dbt before it ran anything, and then
 * {@code manifest} the newest one that the artifacts hold, where they hold one. {@code strictness}
 * is which warnings were errors, as dbt's {@code --warn-error-options} takes them; empty where none
 * were.
 */
public record FailureSummary(
    String project,
    String invocation,
    String dbtVersion,
    String adapter,
    String generatedAt,
    int failed,
    int skipped,
    int passed,
    List<Failure> failures,
    BlobRef details,
    BlobRef markdown,
    String database,
    List<String> notes,
    List<DbtError> stopped,
    BlobRef manifest,
    String strictness) {
  public FailureSummary {
    project = requireNonNullElse(project, "");
    invocation = requireNonNullElse(invocation, "");
    dbtVersion = requireNonNullElse(dbtVersion, "");
    adapter = requireNonNullElse(adapter, "");
    generatedAt = requireNonNullElse(generatedAt, "");
    database = requireNonNullElse(database, "");
    notes = notes == null ? List.of() : List.copyOf(notes);
    failures = failures == null ? List.of() : List.copyOf(failures);
    stopped = stopped == null ? List.of() : List.copyOf(stopped);
    strictness = requireNonNullElse(strictness, "");
  }

  /** Of a run in which a warning was no error. */
  public FailureSummary(
      String project,
      String invocation,
      String dbtVersion,
      String adapter,
      String generatedAt,
      int failed,
      int skipped,
      int passed,
      List<Failure> failures,
      BlobRef details,
      BlobRef markdown,
      String database,
      List<String> notes,
      List<DbtError> stopped,
      BlobRef manifest) {
    this(
        project,
        invocation,
        dbtVersion,
        adapter,
        generatedAt,
        failed,
        skipped,
        passed,
        failures,
        details,
        markdown,
        database,
        notes,
        stopped,
        manifest,
        null);
  }

  /** Of a run in which dbt came as far as running nodes. */
  public FailureSummary(
      String project,
      String invocation,
      String dbtVersion,
      String adapter,
      String generatedAt,
      int failed,
      int skipped,
      int passed,
      List<Failure> failures,
      BlobRef details,
      BlobRef markdown,
      String database,
      List<String> notes) {
    this(
        project,
        invocation,
        dbtVersion,
        adapter,
        generatedAt,
        failed,
        skipped,
        passed,
        failures,
        details,
        markdown,
        database,
        notes,
        null,
        null);
  }

  /** Whether dbt ended before it ran a node, so that only what it said tells of the run. */
  public boolean dbtStopped() {
    return !stopped.isEmpty();
  }

  public boolean nothingFailed() {
    return failed == 0 && stopped.isEmpty();
  }

  public List<String> nodes() {
    return failures.stream().map(Failure::node).toList();
  }
}
