package dev.nightshift.activities.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.ports.Models.Opening;
import java.net.http.HttpRequest;
import java.util.Optional;

/** How an API is spoken to. */
interface Dialect {
  static Dialect of(String api) {
    return switch (api) {
      case "anthropic" -> new AnthropicMessages();
      case "openai" -> OpenAiResponses.thinking();
      default -> new OpenAiChat();
    };
  }

  /** Where questions are put, below the address of the API. */
  String path();

  /** Puts in what proves who asks. */
  void sign(HttpRequest.Builder request, String key);

  /** {@code session} is a name that stays the same from turn to turn. */
  ObjectNode request(
      Settings.Model model, Opening opening, Conversation conversation, String session);

  Hearing hearing();

  /** How to ask for less, where the API refuses something that we can do without. */
  default Optional<Dialect> plainer(JsonNode error) {
    return Optional.empty();
  }

  static String by(Settings.Model model) {
    return model.api() + "/" + model.model();
  }
}
