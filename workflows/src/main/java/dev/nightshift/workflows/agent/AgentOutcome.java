package dev.nightshift.workflows.agent;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Usage;
import java.util.List;

/**
 * What came of a message to an agent: what it said, what it changed in its copy of the project,
 * null where nothing, all that was said on the way, and what that cost. {@code stopped} is as of a
 * session.
 */
public record AgentOutcome(
    String said,
    BlobRef patch,
    List<String> files,
    BlobRef transcript,
    Usage usage,
    String stopped,
    String commit) {
  public AgentOutcome {
    said = requireNonNullElse(said, "");
    files = files == null ? List.of() : List.copyOf(files);
    usage = requireNonNullElse(usage, Usage.NONE);
    stopped = requireNonNullElse(stopped, "");
    commit = requireNonNullElse(commit, "");
  }

  /** {@code commit} is what the patch is on. */
  public static AgentOutcome of(Engines.Result result, String commit) {
    return new AgentOutcome(
        result.explanation(),
        result.patch(),
        result.files(),
        result.transcript(),
        result.usage(),
        result.stopped(),
        commit);
  }
}
