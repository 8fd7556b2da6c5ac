package dev.nightshift.activities.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.ports.Models.Opening;
import dev.nightshift.workflows.ports.Models.ToolShape;
import java.net.http.HttpRequest;

/**
 * Anthropic's Messages. All that the calls of a turn gave stands in one message, before any words.
 */
final class AnthropicMessages implements Dialect {
  private static final String VERSION = "2023-06-01";

  @Override
  public String path() {
    return "/v1/messages";
  }

  @Override
  public void sign(HttpRequest.Builder request, String key) {
    request.header("anthropic-version", VERSION);
    if (!key.isEmpty()) {
      request.header("x-api-key", key);
    }
  }

  @Override
  public ObjectNode request(
      Settings.Model model, Opening opening, Conversation conversation, String session) {
    ObjectNode request = Exact.object();
    request.put("model", model.model());
    request.put("max_tokens", model.maxOutput());
    request.put("stream", true);
    opening(request, opening);
    ArrayNode messages = request.putArray("messages");
    text(message(messages, "user"), opening.task());
    for (Round round : conversation.rounds()) {
      round(messages, round, Dialect.by(model));
    }
    remember(messages);
    return request;
  }

  @Override
  public Hearing hearing() {
    return new AnthropicHearing();
  }

  /** Tools stand before the system's words: what ends there is remembered together. */
  private static void opening(ObjectNode request, Opening opening) {
    ArrayNode tools = opening.tools().isEmpty() ? null : request.putArray("tools");
    for (ToolShape tool : opening.tools()) {
      ObjectNode one = tools.addObject().put("name", tool.name());
      one.put("description", tool.description());
      one.set("input_schema", Schema.of(tool));
    }
    if (!opening.system().isBlank()) {
      ArrayNode system = request.putArray("system");
      text(system, opening.system());
      remember((ObjectNode) system.get(0));
    } else if (tools != null) {
      remember((ObjectNode) tools.get(tools.size() - 1));
    }
  }

  private static void round(ArrayNode messages, Round round, String by) {
    ArrayNode said = Exact.object().arrayNode();
    if (round.isBy(by)) {
      said.addAll(round.raw());
    } else {
      text(said, round.text());
      round.calls().forEach(call -> call(said, call));
    }
    if (!said.isEmpty()) {
      messages.addObject().put("role", "assistant").set("content", said);
    }
    if (round.gave().isEmpty() && round.told().isEmpty()) {
      return;
    }
    ArrayNode told = message(messages, "user");
    for (Gave one : round.gave()) {
      ObjectNode result = told.addObject().put("type", "tool_result");
      result.put("tool_use_id", one.id()).put("content", one.text());
      if (one.failed()) {
        result.put("is_error", true);
      }
    }
    text(told, round.told());
  }

  private static void call(ArrayNode said, Asked call) {
    ObjectNode use = said.addObject().put("type", "tool_use");
    use.put("id", call.id()).put("name", call.tool());
    use.set("input", Exact.objectIn(call.object()).orElseThrow());
  }

  private static ArrayNode message(ArrayNode messages, String role) {
    return messages.addObject().put("role", role).putArray("content");
  }

  /** A text without words is refused. */
  private static void text(ArrayNode content, String words) {
    if (!words.isBlank()) {
      content.addObject().put("type", "text").put("text", words);
    }
  }

  /**
   * The end, for the next turn, and the end of the turn before, where the cache is now: after many
   * results at once it is too far back to be found by itself.
   */
  private static void remember(ArrayNode messages) {
    int marked = 0;
    for (int i = messages.size() - 1; i >= 0 && marked < 2; i--) {
      if (messages.get(i).path("role").asText().equals("user")) {
        ArrayNode content = (ArrayNode) messages.get(i).path("content");
        if (!content.isEmpty()) {
          remember((ObjectNode) content.get(content.size() - 1));
          marked++;
        }
      }
    }
  }

  private static void remember(ObjectNode last) {
    last.putObject("cache_control").put("type", "ephemeral");
  }
}
