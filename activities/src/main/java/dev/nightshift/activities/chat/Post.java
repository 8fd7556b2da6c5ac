package dev.nightshift.activities.chat;

import static java.util.Objects.requireNonNullElse;

/** A message as it is kept, one line of JSON; {@code time} is ISO 8601. */
public record Post(
    String key, String thread, String time, String project, String channel, String text) {
  public Post {
    key = requireNonNullElse(key, "");
    thread = requireNonNullElse(thread, "");
    time = requireNonNullElse(time, "");
    project = requireNonNullElse(project, "");
    channel = requireNonNullElse(channel, "");
    text = requireNonNullElse(text, "");
  }
}
