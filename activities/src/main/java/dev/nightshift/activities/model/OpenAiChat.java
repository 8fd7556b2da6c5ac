package dev.nightshift.activities.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.ports.Models.Opening;
import dev.nightshift.workflows.ports.Models.ToolShape;
import java.net.http.HttpRequest;

/** Chat Completions, as OpenAI had them first and many servers have them now. */
final class OpenAiChat implements Dialect {
  @Override
  public String path() {
    return "/v1/chat/completions";
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
    request.putObject("stream_options").put("include_usage", true);
    // Others do not know OpenAI's newer names, and some refuse what they do not know.
    if (model.atOpenAi()) {
      request.put("max_completion_tokens", model.maxOutput());
      request.put("prompt_cache_key", session);
    } else {
      request.put("max_tokens", model.maxOutput());
    }
    tools(request, opening);
    ArrayNode messages = request.putArray("messages");
    words(messages, "system", opening.system());
    words(messages, "user", opening.task());
    for (Round round : conversation.rounds()) {
      round(messages, round, Dialect.by(model));
    }
    return request;
  }

  @Override
  public Hearing hearing() {
    return new ChatHearing();
  }

  private static void tools(ObjectNode request, Opening opening) {
    if (opening.tools().isEmpty()) {
      return;
    }
    ArrayNode tools = request.putArray("tools");
    for (ToolShape tool : opening.tools()) {
      ObjectNode function =
          tools.addObject().put("type", "function").putObject("function").put("name", tool.name());
      function.put("description", tool.description());
      function.set("parameters", Schema.of(tool));
    }
  }

  private static void round(ArrayNode messages, Round round, String by) {
    if (round.isBy(by)) {
      messages.addAll(round.raw());
    } else if (round.calls().isEmpty()) {
      words(messages, "assistant", round.text());
    } else {
      ObjectNode said = messages.addObject().put("role", "assistant");
      said.put("content", round.text().isBlank() ? null : round.text());
      ArrayNode calls = said.putArray("tool_calls");
      round.calls().forEach(call -> call(calls, call));
    }
    for (Gave one : round.gave()) {
      ObjectNode result = messages.addObject().put("role", "tool");
      result.put("tool_call_id", one.id()).put("content", one.text());
    }
    words(messages, "user", round.told());
  }

  private static void call(ArrayNode calls, Asked call) {
    ObjectNode one = calls.addObject().put("id", call.id()).put("type", "function");
    one.putObject("function").put("name", call.tool()).put("arguments", call.object());
  }

  private static void words(ArrayNode messages, String role, String text) {
    if (!text.isBlank()) {
      messages.addObject().put("role", role).put("content", text);
    }
  }
}
