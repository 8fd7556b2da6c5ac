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
 * or how else it ended; {@code found} is what there is to know of how it worked; {@code result} is
 * null until it is done, {@code error} empty unless it failed.
 */
record Answer(
    String id,
    String project,
    String agent,
    String status,
    String says,
    List<String> found,
    List<Transcript.Line> messages,
    Result result,
    String error) {

  /** What a history keeps of a last word at the least, where that is longer. */
  private static final int BEGINNING = 3_000;

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
        asked.progress().found(),
        messages(asked, blobs),
        asked.outcome() == null ? null : result(asked.outcome(), blobs),
        asked.outcome() == null ? asked.failure() : gone(asked.outcome(), blobs));
  }

  /** Bytes are kept for a time; without them the answer is still one. */
  private static List<Transcript.Line> messages(Asked asked, Blobs blobs) {
    try {
      return Transcript.of(asked.conversation(), blobs);
    } catch (ApplicationFailure gone) {
      return List.of(new Transcript.Line("nightshift", gone.getOriginalMessage()));
    }
  }

  /** Why the patch cannot be shown any more; empty where it can, or there is none. */
  private static String gone(AgentOutcome outcome, Blobs blobs) {
    try {
      if (outcome.patch() != null) {
        blobs.read(outcome.patch());
      }
      return "";
    } catch (ApplicationFailure gone) {
      return gone.getOriginalMessage();
    }
  }

  /** A history holds the beginning of a long last word: the rest of it is in the conversation. */
  private static String said(AgentOutcome outcome, Blobs blobs) {
    try {
      String whole = Transcript.lastWord(outcome.transcript(), blobs);
      int same = 0;
      while (same < Math.min(whole.length(), outcome.said().length())
          && whole.charAt(same) == outcome.said().charAt(same)) {
        same++;
      }
      return same < whole.length() && same >= BEGINNING
          ? whole + outcome.said().substring(same)
          : outcome.said();
    } catch (ApplicationFailure gone) {
      return outcome.said();
    }
  }

  private static Result result(AgentOutcome outcome, Blobs blobs) {
    return new Result(
        said(outcome, blobs),
        outcome.stopped(),
        outcome.files(),
        outcome.patch() == null || !gone(outcome, blobs).isEmpty()
            ? ""
            : blobs.readText(outcome.patch()),
        outcome.commit(),
        outcome.usage());
  }
}
