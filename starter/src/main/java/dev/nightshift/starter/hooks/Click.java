package dev.nightshift.starter.hooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.slack.SlackButton;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.values.Decision.Choice;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Somebody in Slack clicked a button of a question: who, which, on what, and where to answer. The
 * {@code choice} is UNKNOWN where an open question was answered.
 */
record Click(
    String user,
    Choice choice,
    SlackButton button,
    String reason,
    String answerTo,
    JsonNode question) {
  private static final String FIELD = "payload=";

  /**
   * Empty for what is no click on a button of ours; what Slack never sends is an {@link
   * IllegalArgumentException}.
   */
  static Optional<Click> of(byte[] body) {
    JsonNode payload = payload(new String(body, StandardCharsets.UTF_8));
    if (!payload.path("type").asText().equals("block_actions")) {
      return Optional.empty();
    }
    JsonNode action = payload.path("actions").path(0);
    String id = action.path("action_id").asText();
    Choice choice = choice(id);
    if (choice == Choice.UNKNOWN && !id.startsWith(SlackButton.ANSWER)) {
      return Optional.empty();
    }
    return SlackButton.read(action.path("value").asText())
        .map(
            button ->
                new Click(
                    payload.path("user").path("id").asText(),
                    choice,
                    button,
                    choice == Choice.APPROVE ? "" : reason(payload),
                    payload.path("response_url").asText(),
                    payload.path("message")));
  }

  boolean answers() {
    return choice == Choice.UNKNOWN;
  }

  private static Choice choice(String action) {
    return switch (action) {
      case SlackButton.APPROVE -> Choice.APPROVE;
      case SlackButton.REJECT -> Choice.REJECT;
      default -> Choice.UNKNOWN;
    };
  }

  /** What stood in the field below the question; null where nothing was typed. */
  private static String reason(JsonNode payload) {
    JsonNode field =
        payload
            .path("state")
            .path("values")
            .path(SlackButton.REASON)
            .path(SlackButton.REASON)
            .path("value");
    return field.isTextual() ? field.textValue().strip() : "";
  }

  private static JsonNode payload(String form) {
    try {
      for (String pair : form.split("&", -1)) {
        if (pair.startsWith(FIELD)) {
          String json = URLDecoder.decode(pair.substring(FIELD.length()), StandardCharsets.UTF_8);
          JsonNode payload = Converter.json().readTree(json);
          if (payload != null && payload.isObject()) {
            return payload;
          }
        }
      }
    } catch (JsonProcessingException | IllegalArgumentException broken) {
      throw new IllegalArgumentException("`payload` is not JSON in a form", broken);
    }
    throw new IllegalArgumentException("there is no `payload` in the form");
  }
}
