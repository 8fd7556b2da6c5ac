package dev.nightshift.activities.scripted;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nightshift.workflows.durable.Converter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Anthropic's Messages. */
final class AnthropicVoice implements Voice {
  private static final int MOST_MARKS = 4;

  @Override
  public String path() {
    return "/messages";
  }

  @Override
  public List<Line> lines(JsonNode request) {
    List<Line> lines = new ArrayList<>();
    for (JsonNode message : request.path("messages")) {
      boolean model = message.path("role").asText().equals("assistant");
      lines.add(new Line(model, Voice.text(message.path("content"))));
    }
    return lines;
  }

  @Override
  public JsonNode system(JsonNode request) {
    return request.path("system");
  }

  @Override
  public Optional<String> complaint(JsonNode request) {
    if (!request.path("max_tokens").isInt()) {
      return Optional.of("max_tokens: Field required");
    }
    if (request.findValues("cache_control").size() > MOST_MARKS) {
      return Optional.of("A maximum of 4 blocks with cache_control may be provided.");
    }
    JsonNode messages = request.path("messages");
    if (!messages.path(0).path("role").asText().equals("user")) {
      return Optional.of("messages: first message must use the user role");
    }
    List<String> open = List.of();
    for (JsonNode message : messages) {
      Optional<String> wrong = complaint(message, open);
      if (wrong.isPresent()) {
        return wrong;
      }
      open = ids(message, "tool_use", "id");
    }
    return open.isEmpty() ? Optional.empty() : Optional.of("tool_use without tool_result");
  }

  private static Optional<String> complaint(JsonNode message, List<String> open) {
    JsonNode content = message.path("content");
    if (content.isEmpty() && !content.isTextual()) {
      return Optional.of("messages: content must not be empty");
    }
    if (!ids(message, "tool_result", "tool_use_id").equals(open)) {
      return Optional.of("tool_use ids " + open + " were found without tool_result blocks after");
    }
    boolean words = false;
    for (JsonNode block : content) {
      String type = block.path("type").asText();
      words |= type.equals("text");
      if (type.equals("text") && block.path("text").asText().isBlank()) {
        return Optional.of("messages: text content blocks must be non-empty");
      }
      if (type.equals("tool_result") && words) {
        return Optional.of("tool_result blocks must come first in the content");
      }
      if (type.equals("tool_use") && !block.path("input").isObject()) {
        return Optional.of("tool_use.input: Input should be a valid dictionary");
      }
      String thought = block.path("thinking").asText();
      if (type.equals("thinking")
          && !block.path("signature").asText().equals(Voice.seal(thought))) {
        return Optional.of("Invalid `signature` in `thinking` block");
      }
    }
    return Optional.empty();
  }

  private static List<String> ids(JsonNode message, String type, String key) {
    List<String> ids = new ArrayList<>();
    for (JsonNode block : message.path("content")) {
      if (block.path("type").asText().equals(type)) {
        ids.add(block.path(key).asText());
      }
    }
    return ids;
  }

  @Override
  public ObjectNode whole(JsonNode request, Step step, String id) {
    ObjectNode message = Converter.json().createObjectNode();
    message.put("id", "msg_" + id).put("type", "message").put("role", "assistant");
    message.put("model", request.path("model").asText());
    ArrayNode content = message.putArray("content");
    if (!step.thought().isEmpty()) {
      ObjectNode thinking = content.addObject().put("type", "thinking");
      thinking.put("thinking", step.thought()).put("signature", Voice.seal(step.thought()));
    }
    if (!step.text().isEmpty()) {
      content.addObject().put("type", "text").put("text", step.text());
    }
    for (Step.Use use : step.uses()) {
      ObjectNode block = content.addObject().put("type", "tool_use");
      block.put("id", "toolu_" + id + "_" + content.size()).put("name", use.tool());
      block.set("input", input(use.arguments(), request.path("stream").asBoolean()));
    }
    message.put("stop_reason", reason(step)).putNull("stop_sequence");
    ObjectNode usage = message.putObject("usage").put("input_tokens", step.in() - step.cached());
    usage.put("cache_creation_input_tokens", 0).put("cache_read_input_tokens", step.cached());
    usage.put("output_tokens", step.out());
    return message;
  }

  /** In one piece it is JSON; streamed it is the text that the model said, JSON or not. */
  private static JsonNode input(String arguments, boolean streamed) {
    try {
      return streamed ? TextNode.valueOf(arguments) : Voice.JSON.readTree(arguments);
    } catch (JsonProcessingException none) {
      return Converter.json().createObjectNode();
    }
  }

  private static String reason(Step step) {
    return switch (step.ending()) {
      case LENGTH -> "max_tokens";
      case REFUSED -> "refusal";
      case WHOLE -> step.uses().isEmpty() ? "end_turn" : "tool_use";
    };
  }

  @Override
  public List<Event> events(ObjectNode whole) {
    List<Event> events = new ArrayList<>();
    ObjectNode begin = whole.deepCopy();
    begin.putArray("content");
    begin.putNull("stop_reason");
    ((ObjectNode) begin.path("usage")).put("output_tokens", 1);
    events.add(Event.of("message_start", object().set("message", begin)));
    events.add(Event.of("ping", object()));
    int index = 0;
    for (JsonNode block : whole.path("content")) {
      block(events, (ObjectNode) block, index++);
    }
    ObjectNode end = object();
    end.putObject("delta").put("stop_reason", whole.path("stop_reason").asText());
    end.putObject("usage").put("output_tokens", whole.at("/usage/output_tokens").asLong());
    events.add(Event.of("message_delta", end));
    events.add(Event.of("message_stop", object()));
    return events;
  }

  private static void block(List<Event> events, ObjectNode block, int index) {
    ObjectNode begin = block.deepCopy();
    List<ObjectNode> pieces = new ArrayList<>();
    switch (block.path("type").asText()) {
      case "text" -> {
        begin.put("text", "");
        halves(block.path("text").asText(), "text_delta", "text", pieces);
      }
      case "thinking" -> {
        begin.put("thinking", "").put("signature", "");
        halves(block.path("thinking").asText(), "thinking_delta", "thinking", pieces);
        pieces.add(piece("signature_delta").put("signature", block.path("signature").asText()));
      }
      default -> {
        begin.putObject("input");
        halves(block.path("input").asText(), "input_json_delta", "partial_json", pieces);
      }
    }
    events.add(Event.of("content_block_start", at(index).set("content_block", begin)));
    pieces.forEach(
        piece -> events.add(Event.of("content_block_delta", at(index).set("delta", piece))));
    events.add(Event.of("content_block_stop", at(index)));
  }

  private static void halves(String all, String type, String key, List<ObjectNode> pieces) {
    int half = all.length() / 2;
    pieces.add(piece(type).put(key, all.substring(0, half)));
    pieces.add(piece(type).put(key, all.substring(half)));
  }

  private static ObjectNode piece(String type) {
    return object().put("type", type);
  }

  private static ObjectNode at(int index) {
    return object().put("index", index);
  }

  private static ObjectNode object() {
    return Converter.json().createObjectNode();
  }

  @Override
  public Event error(String type, String message) {
    ObjectNode error = object();
    error.putObject("error").put("type", type).put("message", message);
    return Event.of("error", error);
  }
}
