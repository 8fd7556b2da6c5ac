package dev.nightshift.starter.board;

import static java.util.Objects.requireNonNullElse;

import java.util.List;

/** What was said to people where there is no chat but the board. */
@FunctionalInterface
public interface Messages {
  /** The latest first. */
  List<Message> latest(int most);

  /** One message and the flow that said it; the time is milliseconds since the epoch. */
  record Message(String channel, String thread, String text, long at) {
    public Message {
      channel = requireNonNullElse(channel, "");
      thread = requireNonNullElse(thread, "");
      text = requireNonNullElse(text, "");
    }
  }
}
