package dev.nightshift.activities.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.ports.Models.Opening;
import dev.nightshift.workflows.ports.Models.ToolShape;
import java.net.http.HttpRequest;
import java.util.Locale;
import java.util.Optional;

/** OpenAI's Responses. Nothing is stored there: its thoughts come sealed, and go back so. */
final class OpenAiResponses implements Dialect {
  private static final String THOUGHTS = "reasoning.encrypted_content";

  private final boolean thinks;

  private OpenAiResponses(boolean thinks) {
    this.thinks = thinks;
  }

  static OpenAiResponses thinking() {
    return new OpenAiResponses(true);
  }

  @Override
  public String path() {
    return "/v1/responses";
  }

  @Override
  public void sign(HttpRequest.Builder request, String key) {
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
  }

  @Override
  public ObjectNode request(
      Settings.Model model, Opening opening, Conversation conversation, String session) {
    ObjectNode request = Exact.object();
    request.put("model", model.model());
    request.put("stream", true);
    request.put("store", false);
    request.put("max_output_tokens", model.maxOutput());
    request.put("prompt_cache_key", session);
    if (thinks) {
      request.putArray("include").add(THOUGHTS);
    }
    if (!opening.system().isBlank()) {
      request.put("instructions", opening.system());
    }
    tools(request, opening);
    ArrayNode input = request.putArray("input");
    words(input, "user", opening.task());
    for (Round round : conversation.rounds()) {
      round(input, round, Dialect.by(model));
    }
    return request;
  }

  @Override
  public Hearing hearing() {
    return new ResponsesHearing();
  }

  /** A model that does not think refuses to be asked for its thoughts. */
  @Override
  public Optional<Dialect> plainer(JsonNode error) {
    String said = error.path("message").asText().toLowerCase(Locale.ROOT);
    boolean about =
        error.path("param").asText().equals("include") || said.contains("encrypted content");
    return thinks && about ? Optional.of(new OpenAiResponses(false)) : Optional.empty();
  }

  private static void tools(ObjectNode request, Opening opening) {
    if (opening.tools().isEmpty()) {
      return;
    }
    ArrayNode tools = request.putArray("tools");
    for (ToolShape tool : opening.tools()) {
      ObjectNode one = tools.addObject().put("type", "function").put("name", tool.name());
      // Strict is the default here, and refuses a schema with an argument that may be left out.
      one.put("description", tool.description()).put("strict", false);
      one.set("parameters", Schema.of(tool));
    }
  }

  private static void round(ArrayNode input, Round round, String by) {
    if (round.isBy(by)) {
      input.addAll(round.raw());
    } else {
      words(input, "assistant", round.text());
      for (Asked call : round.calls()) {
        ObjectNode one = input.addObject().put("type", "function_call");
        one.put("call_id", call.id()).put("name", call.tool()).put("arguments", call.object());
      }
    }
    for (Gave one : round.gave()) {
      ObjectNode output = input.addObject().put("type", "function_call_output");
      output.put("call_id", one.id()).put("output", one.text());
    }
    words(input, "user", round.told());
  }

  private static void words(ArrayNode input, String role, String text) {
    if (!text.isBlank()) {
      ObjectNode part = input.addObject().put("role", role).putArray("content").addObject();
      part.put("type", role.equals("user") ? "input_text" : "output_text").put("text", text);
    }
  }
}
