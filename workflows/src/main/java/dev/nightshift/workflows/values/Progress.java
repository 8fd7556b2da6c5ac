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

  /** Of a flow that no worker has taken yet. */
  public static Progress queued(String kind, String project, String title) {
    return new Progress(kind, project, title, "queued", "waiting for a worker", null, null, null);
  }

  /** A phase that was entered; {@code endedAt} is 0 while it runs. */
  public record Step(String phase, long startedAt, long endedAt) {
    public Step {
      phase = requireNonNullElse(phase, "");
    }
  }

  /**
   * What a person is asked: to decide on a patch, where there is one, and to answer what the
   * diagnosis left open. {@code report} tells of the run, {@code html} is the same as a page, and
   * {@code letters} are drafts of what others are asked for.
   */
  public record Waiting(
      String question,
      String patchHash,
      BlobRef patch,
      String base,
      String verification,
      long since,
      long expiresAt,
      List<Asked> asked,
      BlobRef report,
      BlobRef html,
      BlobRef letters) {
    public Waiting {
      question = requireNonNullElse(question, "");
      patchHash = requireNonNullElse(patchHash, "");
      base = requireNonNullElse(base, "");
      verification = requireNonNullElse(verification, "");
      asked = asked == null ? List.of() : List.copyOf(asked);
    }

    /** With nothing to be read as a page or to be sent. */
    public Waiting(
        String question,
        String patchHash,
        BlobRef patch,
        String base,
        String verification,
        long since,
        long expiresAt,
        List<Asked> asked,
        BlobRef report) {
      this(
          question,
          patchHash,
          patch,
          base,
          verification,
          since,
          expiresAt,
          asked,
          report,
          null,
          null);
    }

    /** Whether a yes or a no is waited for. */
    public boolean decides() {
      return !patchHash.isEmpty();
    }
  }

  /** A question with the answers that it takes. */
  public record Asked(String id, String says, List<Way> ways) {
    public Asked {
      id = requireNonNullElse(id, "");
      says = requireNonNullElse(says, "");
      ways = ways == null ? List.of() : List.copyOf(ways);
    }
  }

  /** One answer to choose. */
  public record Way(String id, String says) {
    public Way {
      id = requireNonNullElse(id, "");
      says = requireNonNullElse(says, "");
    }
  }
}
