package dev.nightshift.activities.slack;

import static java.util.Objects.requireNonNullElse;

import com.slack.api.model.Message;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** A message of ours as it stands in Slack; {@code ts} is its name there and its time. */
record Posted(String ts, String key, String project) {
  private static final String EVENT = "nightshift";

  /** What a message carries so that it is found again. */
  static Message.Metadata metadata(String key, String project) {
    return new Message.Metadata(EVENT, Map.of("key", key, "project", project));
  }

  /** Empty for what others said, and what we did without a key. */
  static Optional<Posted> of(Message message, SlackApi.Me me) {
    Message.Metadata carries = message.getMetadata();
    if (carries == null
        || carries.getEventPayload() == null
        || !EVENT.equals(carries.getEventType())
        || !me.wrote(message)) {
      return Optional.empty();
    }
    return Optional.of(
        new Posted(
            message.getTs(),
            text(carries.getEventPayload(), "key"),
            text(carries.getEventPayload(), "project")));
  }

  BigDecimal time() {
    return new BigDecimal(ts);
  }

  private static String text(Map<String, Object> payload, String name) {
    return String.valueOf(requireNonNullElse(payload.get(name), ""));
  }
}
