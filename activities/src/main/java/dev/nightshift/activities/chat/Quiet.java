package dev.nightshift.activities.chat;

import dev.nightshift.workflows.ports.Chat.Matter;
import dev.nightshift.workflows.ports.Chat.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * How many threads a project may begin within a day. What only tells is left out after that; that
 * it is left out is said once a day, so that nobody takes silence for a good night.
 */
public record Quiet(int mostThreads) {
  private static final Duration DAY = Duration.ofDays(1);

  /** Since when a thread that was begun counts. */
  public static Instant since(Instant now) {
    return now.minus(DAY);
  }

  /** Whether a message that would begin a thread is left out, where so many were begun. */
  public boolean leavesOut(Message message, long begun) {
    return message.matter() != Matter.QUESTION && begun >= mostThreads;
  }

  /** What is said in its place. */
  public Message insteadOf(Message left, Instant now) {
    String key = "quiet/" + left.project() + "/" + now.atZone(ZoneOffset.UTC).toLocalDate();
    return new Message(
        left.project(),
        left.channel(),
        key,
        key,
        "There were "
            + mostThreads
            + " threads of this project within a day: what else ends today is on the board and"
            + " in `nightshift runs`, not here. Questions still come.");
  }
}
