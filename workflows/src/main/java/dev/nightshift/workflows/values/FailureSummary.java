package dev.nightshift.workflows.values;

import static java.util.Objects.requireNonNullElse;

import java.util.List;

/**
 * A failed run, in short. {@code failures} holds the first of them for people and memos; {@code
 * details} holds all that a diagnosis needs, as JSON; {@code markdown} the same for a reader;
 * {@code database} is what the run called production; {@code notes} say what a reader should know
 * of the files themselves.
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
    List<String> notes) {
  public FailureSummary {
    project = requireNonNullElse(project, "");
    invocation = requireNonNullElse(invocation, "");
    dbtVersion = requireNonNullElse(dbtVersion, "");
    adapter = requireNonNullElse(adapter, "");
    generatedAt = requireNonNullElse(generatedAt, "");
    database = requireNonNullElse(database, "");
    notes = notes == null ? List.of() : List.copyOf(notes);
    failures = failures == null ? List.of() : List.copyOf(failures);
  }

  public boolean nothingFailed() {
    return failed == 0;
  }

  public List<String> nodes() {
    return failures.stream().map(Failure::node).toList();
  }
}
