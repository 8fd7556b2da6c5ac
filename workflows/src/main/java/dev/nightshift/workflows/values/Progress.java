package dev.nightshift.workflows.values;

import static java.util.Objects.requireNonNullElse;

import java.util.List;

/**
 * What a person sees of a flow: kept small in the memo, and rendered alike by board, CLI and UI.
 * Times are milliseconds since the epoch.
 */
public record Progress(
    String kind,
    String project,
    String title,
    String phase,
    String says,
    List<Step> steps,
    List<String> found,
    Waiting waiting) {
  public Progress {
    kind = requireNonNullElse(kind, "");
    project = requireNonNullElse(project, "");
    title = requireNonNullElse(title, "");
    phase = requireNonNullElse(phase, "");
    says = requireNonNullElse(says, "");
    steps = steps == null ? List.of() : List.copyOf(steps);
    found = found == null ? List.of() : List.copyOf(found);
  }

  /** A phase that was entered; {@code endedAt} is 0 while it runs. */
  public record Step(String phase, long startedAt, long endedAt) {
    public Step {
      phase = requireNonNullElse(phase, "");
    }
  }

  /** What a person is asked to decide, and on which patch. */
  public record Waiting(
      String question,
      String patchHash,
      BlobRef patch,
      String base,
      String verification,
      long since,
      long expiresAt) {
    public Waiting {
      question = requireNonNullElse(question, "");
      patchHash = requireNonNullElse(patchHash, "");
      base = requireNonNullElse(base, "");
      verification = requireNonNullElse(verification, "");
    }
  }
}
