package dev.nightshift.activities.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The blocks of an answer of Anthropic's; whoever said it is given them back as they came. */
final class AnthropicHearing implements Hearing {
  /** The parts of a block that come in pieces, by the kind of piece. */
  private static final Map<String, String> PIECES =
      Map.of("text_delta", "text", "thinking_delta", "thinking", "signature_delta", "signature");

  private final Map<Integer, ObjectNode> blocks = new TreeMap<>();
  private final Map<Integer, StringBuilder> arguments = new TreeMap<>();
  private JsonNode error = MissingNode.getInstance();
  private String stop = "";
  private boolean whole;

  @Override
  public void event(JsonNode event) {
    int index = event.path("index").asInt();
    switch (event.path("type").asText()) {
      case "content_block_start" -> {
        if (event.path("content_block") instanceof ObjectNode block) {
          blocks.put(index, block);
        }
      }
      case "content_block_delta" -> piece(index, event.path("delta"));
      case "message_delta" -> stop = event.path("delta").path("stop_reason").asText(stop);
      case "message_stop" -> whole = true;
      case "error" -> error = event.path("error");
      default -> {
        // Pings, and what else they come to think of.
      }
    }
  }

  private void piece(int index, JsonNode delta) {
    String kind = delta.path("type").asText();
    ObjectNode block = blocks.get(index);
    if (block == null) {
      return;
    }
    if (kind.equals("input_json_delta")) {
      arguments
          .computeIfAbsent(index, i -> new StringBuilder())
          .append(delta.path("partial_json").asText());
    } else if (PIECES.containsKey(kind)) {
      String part = PIECES.get(kind);
      block.put(part, block.path(part).asText() + delta.path(part).asText());
    }
  }

  @Override
  public boolean isWhole() {
    return whole;
  }

  @Override
  public JsonNode error() {
    return error;
  }

  @Override
  public Answer answer(String by) {
    List<JsonNode> raw = new ArrayList<>();
    List<Asked> calls = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    blocks.forEach(
        (index, block) -> {
          switch (block.path("type").asText()) {
            case "text" -> text.append(block.path("text").asText());
            case "tool_use" -> calls.add(call(index, block));
            default -> {
              // Thoughts are not words.
            }
          }
          raw.add(block);
        });
    raw.removeIf(AnthropicHearing::isEmptyText);
    return switch (stop) {
      case "refusal" -> Ending.refused(by, text.toString());
      case "max_tokens", "model_context_window_exceeded" -> Ending.cut(by, text.toString());
      default -> Ending.said(Round.said(by, raw, text.toString(), calls));
    };
  }

  private Asked call(int index, ObjectNode block) {
    String said =
        arguments.containsKey(index)
            ? arguments.get(index).toString()
            : block.path("input").toString();
    Asked call = Asked.of(block.path("id").asText(), block.path("name").asText(), said);
    block.set("input", Exact.objectIn(call.object()).orElseThrow());
    return call;
  }

  private static boolean isEmptyText(JsonNode block) {
    return block.path("type").asText().equals("text") && block.path("text").asText().isBlank();
  }
}
