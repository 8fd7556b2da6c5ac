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
 * or how else it ended; {@code lately} is the beginning of its newest words, where only those are
 * known; {@code found} is what there is to know of how it worked; {@code result} is null until it
 * is done, {@code error} empty unless it failed.
 */
public record Answer(
    String id,
    String project,
    String agent,
    String status,
    String says,
    String lately,
    List<String> found,
    List<Transcript.Line> messages,
    Result result,
    String error) {

  /** What a history keeps of a last word at the least, where that is longer. */
  private static final int BEGINNING = 3_000;

  /**
   * {@code stopped} is why it ended; the patch is what it changed in its copy, empty if nothing.
   */
  public record Result(
      String said, String stopped, List<String> files, String patch, String commit, Usage usage) {}

  public static Answer of(Asked asked, Blobs blobs) {
    String[] id = asked.id().split("/", -1);
    List<Transcript.Line> messages = messages(asked, blobs);
    AgentOutcome outcome = asked.outcome();
    String patch = "";
    String error = asked.failure();
    try {
      patch = outcome == null || outcome.patch() == null ? "" : blobs.readText(outcome.patch());
    } catch (ApplicationFailure gone) {
      error = gone.getOriginalMessage();
    }
    return new Answer(
        Message.key(asked.id()),
        id[1],
        id[2],
        asked.state(),
        asked.progress().says(),
        asked.lately(),
        asked.progress().found(),
        messages,
        outcome == null ? null : result(outcome, messages, patch),
        error);
  }

  /** What was said but the last word, where that is the answer. */
  public List<Transcript.Line> talk() {
    String last = lastWord(messages);
    return result == null || last.isEmpty() || !result.said().startsWith(last.strip())
        ? messages
        : messages.subList(0, messages.size() - 1);
  }

  private static String lastWord(List<Transcript.Line> messages) {
    if (messages.isEmpty()) {
      return "";
    }
    Transcript.Line last = messages.get(messages.size() - 1);
    return last.kind() == Transcript.Kind.SAID ? last.text() : "";
  }

  /** Bytes are kept for a time; without them the answer is still one. */
  private static List<Transcript.Line> messages(Asked asked, Blobs blobs) {
    try {
      return Transcript.of(asked.conversation(), blobs);
    } catch (ApplicationFailure gone) {
      return List.of(Transcript.Line.told(gone.getOriginalMessage()));
    }
  }

  private static Result result(AgentOutcome outcome, List<Transcript.Line> messages, String patch) {
    return new Result(
        said(outcome.said(), messages),
        outcome.stopped(),
        outcome.files(),
        patch,
        outcome.commit(),
        outcome.usage());
  }

  /** A history holds the beginning of a long last word: the rest of it is in the conversation. */
  private static String said(String kept, List<Transcript.Line> messages) {
    String whole = lastWord(messages);
    int same = 0;
    while (same < Math.min(whole.length(), kept.length())
        && whole.charAt(same) == kept.charAt(same)) {
      same++;
    }
    return same < whole.length() && same >= BEGINNING ? whole + kept.substring(same) : kept;
  }
}
