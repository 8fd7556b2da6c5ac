package dev.nightshift.activities.chat;

import static java.util.Objects.requireNonNullElse;

import java.time.Instant;
import java.time.format.DateTimeParseException;

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

  /** When it was said; long ago where that cannot be read. */
  Instant at() {
    try {
      return Instant.parse(time);
    } catch (DateTimeParseException unreadable) {
      return Instant.EPOCH;
    }
  }
}
