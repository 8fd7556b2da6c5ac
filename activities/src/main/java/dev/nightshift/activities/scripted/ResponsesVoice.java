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

/** OpenAI's Responses. A model whose name begins with {@code plain} does not think. */
final class ResponsesVoice implements Voice {
  @Override
  public String path() {
    return "/responses";
  }

  @Override
  public List<Line> lines(JsonNode request) {
    JsonNode input = request.path("input");
    List<Line> lines = new ArrayList<>();
    if (input.isTextual()) {
      lines.add(new Line(false, input.asText()));
    }
    for (JsonNode item : input) {
      String type = item.path("type").asText();
      boolean model =
          type.endsWith("_call")
              || type.equals("reasoning")
              || item.path("role").asText().equals("assistant");
      boolean goesOn = model && !lines.isEmpty() && lines.get(lines.size() - 1).model();
      if (!goesOn) {
        boolean user = item.path("role").asText().equals("user");
        lines.add(new Line(model, user ? Voice.text(item.path("content")) : ""));
      }
    }
    return lines;
  }

  @Override
  public JsonNode system(JsonNode request) {
    return request.path("instructions");
  }

  @Override
  public Optional<String> complaint(JsonNode request) {
    boolean plain = request.path("model").asText().startsWith("plain");
    if (plain && request.path("include").toString().contains("encrypted_content")) {
      return Optional.of("Encrypted content is not supported with this model.");
    }
    if (!request.path("input").isArray()) {
      return Optional.empty();
    }
    Set<String> open = new HashSet<>();
    for (JsonNode item : request.path("input")) {
      String id = item.path("call_id").asText();
      switch (item.path("type").asText()) {
        case "function_call", "custom_tool_call" -> open.add(id);
        case "function_call_output", "custom_tool_call_output" -> {
          if (!open.remove(id)) {
            return Optional.of("No tool call found for function call output with call_id " + id);
          }
        }
        case "reasoning" -> {
          String thought = Voice.text(item.path("summary"));
          if (!item.path("encrypted_content").asText().equals(Voice.seal(thought))) {
            return Optional.of("Item with id '" + item.path("id").asText() + "' not found.");
          }
        }
        default -> {
          // Words.
        }
      }
    }
    return open.isEmpty()
        ? Optional.empty()
        : Optional.of("No tool output found for function call " + open);
  }

  @Override
  public ObjectNode whole(JsonNode request, Step step, String id) {
    ObjectNode response = object().put("id", "resp_" + id).put("object", "response");
    response.put("model", request.path("model").asText());
    response.put("status", step.ending() == Step.Ending.LENGTH ? "incomplete" : "completed");
    if (step.ending() == Step.Ending.LENGTH) {
      response.putObject("incomplete_details").put("reason", "max_output_tokens");
    }
    ArrayNode output = response.putArray("output");
    if (!step.thought().isEmpty()) {
      ObjectNode thought = output.addObject().put("type", "reasoning").put("id", "rs_" + id);
      thought
          .putArray("summary")
          .addObject()
          .put("type", "summary_text")
          .put("text", step.thought());
      thought.put("encrypted_content", Voice.seal(step.thought()));
    }
    if (!step.text().isEmpty()) {
      ObjectNode message = output.addObject().put("type", "message").put("id", "msg_" + id);
      message.put("role", "assistant").put("status", "completed");
      boolean refused = step.ending() == Step.Ending.REFUSED;
      ObjectNode part = message.putArray("content").addObject();
      part.put("type", refused ? "refusal" : "output_text");
      part.put(refused ? "refusal" : "text", step.text());
    }
    for (Step.Use use : step.uses()) {
      String number = id + "_" + output.size();
      ObjectNode call = output.addObject().put("type", "function_call").put("id", "fc_" + number);
      call.put("call_id", "call_" + number).put("name", use.tool());
      call.put("arguments", use.arguments()).put("status", "completed");
    }
    ObjectNode usage = response.putObject("usage").put("input_tokens", step.in());
    usage.putObject("input_tokens_details").put("cached_tokens", step.cached());
    usage.put("output_tokens", step.out()).put("total_tokens", step.in() + step.out());
    return response;
  }

  @Override
  public List<Event> events(ObjectNode whole) {
    List<Event> events = new ArrayList<>();
    ObjectNode begin = whole.deepCopy();
    begin.putArray("output");
    begin.put("status", "in_progress").putNull("usage");
    events.add(Event.of("response.created", object().set("response", begin)));
    int index = 0;
    for (JsonNode item : whole.path("output")) {
      ObjectNode added = object().put("output_index", index);
      events.add(Event.of("response.output_item.added", added.set("item", item.deepCopy())));
      if (item.path("type").asText().equals("message")) {
        ObjectNode delta = object().put("output_index", index).put("content_index", 0);
        delta.put("item_id", item.path("id").asText());
        delta.put("delta", Voice.text(item.path("content")));
        events.add(Event.of("response.output_text.delta", delta));
      }
      ObjectNode done = object().put("output_index", index++);
      events.add(Event.of("response.output_item.done", done.set("item", item)));
    }
    String end = whole.path("status").asText();
    events.add(Event.of("response." + end, object().set("response", whole)));
    return events;
  }

  @Override
  public Event error(String type, String message) {
    ObjectNode failed = object();
    ObjectNode response = failed.putObject("response").put("status", "failed");
    response.putObject("error").put("code", type).put("message", message);
    return Event.of("response.failed", failed);
  }

  private static ObjectNode object() {
    return Converter.json().createObjectNode();
  }
}
