package dev.nightshift.activities.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.workflows.durable.Converter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Chat Completions, of a server that knows none of OpenAI's later additions. */
final class ChatVoice implements Voice {
  private static final Set<String> UNKNOWN = Set.of("prompt_cache_key", "max_completion_tokens");

  @Override
  public String path() {
    return "/chat/completions";
  }

  @Override
  public List<Line> lines(JsonNode request) {
    List<Line> lines = new ArrayList<>();
    for (JsonNode message : request.path("messages")) {
      String role = message.path("role").asText();
      boolean user = role.equals("user");
      lines.add(
          new Line(role.equals("assistant"), user ? Voice.text(message.path("content")) : ""));
    }
    return lines;
  }

  @Override
  public JsonNode system(JsonNode request) {
    return request.at("/messages/0/content");
  }

  @Override
  public Optional<String> complaint(JsonNode request) {
    for (String key : UNKNOWN) {
      if (request.has(key)) {
        return Optional.of("Extra inputs are not permitted: " + key);
      }
    }
    Set<String> open = new HashSet<>();
    for (JsonNode message : request.path("messages")) {
      boolean result = message.path("role").asText().equals("tool");
      if (result && !open.remove(message.path("tool_call_id").asText())) {
        return Optional.of("a message of role tool answers no call");
      }
      if (!result && !open.isEmpty()) {
        return Optional.of("these tool_call_ids have no answer: " + open);
      }
      for (JsonNode call : message.path("tool_calls")) {
        open.add(call.path("id").asText());
        if (!call.at("/function/arguments").asText().startsWith("{")) {
          return Optional.of("arguments must be the text of a JSON object");
        }
      }
    }
    return open.isEmpty() ? Optional.empty() : Optional.of("calls have no answer: " + open);
  }

  @Override
  public ObjectNode whole(JsonNode request, Step step, String id) {
    ObjectNode answer = object().put("id", "chatcmpl-" + id).put("object", "chat.completion");
    answer.put("model", request.path("model").asText());
    ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
    ObjectNode message = choice.putObject("message").put("role", "assistant");
    boolean refused = step.ending() == Step.Ending.REFUSED;
    message.put("content", step.text().isEmpty() || refused ? null : step.text());
    if (refused) {
      message.put("refusal", step.text());
    }
    if (!step.thought().isEmpty()) {
      message.put("reasoning_content", step.thought());
    }
    if (!step.uses().isEmpty()) {
      ArrayNode calls = message.putArray("tool_calls");
      for (Step.Use use : step.uses()) {
        ObjectNode call = calls.addObject().put("id", "call_" + id + "_" + calls.size());
        call.put("type", "function").putObject("function").put("name", use.tool());
        ((ObjectNode) call.path("function")).put("arguments", use.arguments());
      }
    }
    choice.put("finish_reason", reason(step));
    if (step.in() > 0) {
      usage(answer, step);
    }
    return answer;
  }

  /** Many servers leave it out. */
  private static void usage(ObjectNode answer, Step step) {
    ObjectNode usage = answer.putObject("usage").put("prompt_tokens", step.in());
    usage.putObject("prompt_tokens_details").put("cached_tokens", step.cached());
    usage.put("completion_tokens", step.out()).put("total_tokens", step.in() + step.out());
  }

  private static String reason(Step step) {
    return switch (step.ending()) {
      case LENGTH -> "length";
      case REFUSED -> "stop";
      case WHOLE -> step.uses().isEmpty() ? "stop" : "tool_calls";
    };
  }

  @Override
  public List<Event> events(ObjectNode whole) {
    JsonNode choice = whole.path("choices").path(0);
    ObjectNode message = (ObjectNode) choice.path("message").deepCopy();
    JsonNode calls = message.remove("tool_calls");
    List<Event> events = new ArrayList<>();
    events.add(chunk(whole, message, null));
    if (calls != null) {
      for (int i = 0; i < calls.size(); i++) {
        call(events, whole, (ObjectNode) calls.get(i), i);
      }
    }
    events.add(chunk(whole, object(), choice.path("finish_reason").asText()));
    if (whole.has("usage")) {
      ObjectNode last = object().put("id", whole.path("id").asText());
      last.putArray("choices");
      events.add(new Event("", last.set("usage", whole.path("usage")).toString()));
    }
    events.add(new Event("", "[DONE]"));
    return events;
  }

  /** The name first, the arguments in two pieces. */
  private static void call(List<Event> events, ObjectNode whole, ObjectNode call, int index) {
    String said = call.at("/function/arguments").asText();
    ObjectNode begin = call.deepCopy().put("index", index);
    ((ObjectNode) begin.path("function")).put("arguments", "");
    events.add(calls(whole, begin));
    int half = said.length() / 2;
    for (String piece : List.of(said.substring(0, half), said.substring(half))) {
      ObjectNode more = object().put("index", index);
      more.putObject("function").put("arguments", piece);
      events.add(calls(whole, more));
    }
  }

  private static Event calls(ObjectNode whole, ObjectNode call) {
    ObjectNode delta = object();
    delta.putArray("tool_calls").add(call);
    return chunk(whole, delta, null);
  }

  private static Event chunk(ObjectNode whole, ObjectNode delta, String reason) {
    ObjectNode chunk = object().put("id", whole.path("id").asText());
    chunk.put("object", "chat.completion.chunk");
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.put("finish_reason", reason);
    return new Event("", chunk.toString());
  }

  @Override
  public Event error(String type, String message) {
    ObjectNode error = object();
    error.putObject("error").put("code", type).put("message", message);
    return new Event("", error.toString());
  }

  private static ObjectNode object() {
    return Converter.json().createObjectNode();
  }
}
