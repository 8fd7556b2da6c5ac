package dev.nightshift.starter.agents;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.model.Transcript;
import dev.nightshift.starter.flows.AgentRuns.Asked;
import dev.nightshift.workflows.agent.AgentOutcome;
import dev.nightshift.workflows.values.Usage;
import io.temporal.failure.ApplicationFailure;
import java.util.List;

/**
 * A message to an agent and what came of it, as programs read it. {@code status} is working, done,
 * or how else it ended; {@code result} is null until it is done, {@code error} empty unless it
 * failed.
 */
record Answer(
    String id,
    String project,
    String agent,
    String status,
    String says,
    List<Transcript.Line> messages,
    Result result,
    String error) {

  /**
   * {@code stopped} is why it ended; the patch is what it changed in its copy, empty if nothing.
   */
  record Result(
      String said, String stopped, List<String> files, String patch, String commit, Usage usage) {}

  static Answer of(Asked asked, Blobs blobs) {
    String[] id = asked.id().split("/", -1);
    return new Answer(
        Message.key(asked.id()),
        id[1],
        id[2],
        asked.state(),
        asked.progress().says(),
        messages(asked, blobs),
        asked.outcome() == null ? null : result(asked.outcome(), blobs),
        asked.failure());
  }

  /** Bytes are kept for a time; without them the answer is still one. */
  private static List<Transcript.Line> messages(Asked asked, Blobs blobs) {
    try {
      return Transcript.of(asked.conversation(), blobs);
    } catch (ApplicationFailure gone) {
      return List.of(new Transcript.Line("nightshift", gone.getOriginalMessage()));
    }
  }

  private static Result result(AgentOutcome outcome, Blobs blobs) {
    return new Result(
        outcome.said(),
        outcome.stopped(),
        outcome.files(),
        outcome.patch() == null ? "" : blobs.readText(outcome.patch()),
        outcome.commit(),
        outcome.usage());
  }
}
