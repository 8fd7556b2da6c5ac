package dev.nightshift.activities.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The items of an answer of OpenAI's Responses, each as it was when it was done. */
final class ResponsesHearing implements Hearing {
  private final Map<Integer, JsonNode> items = new TreeMap<>();
  private JsonNode response = MissingNode.getInstance();
  private JsonNode error = MissingNode.getInstance();

  @Override
  public void event(JsonNode event) {
    switch (event.path("type").asText()) {
      case "response.output_item.done" ->
          items.put(event.path("output_index").asInt(items.size()), event.path("item"));
      case "response.completed", "response.incomplete" -> response = event.path("response");
      case "response.failed" -> error = event.path("response").path("error");
      case "error" -> error = event.has("error") ? event.path("error") : event;
      default -> {
        // Pieces, each of which comes again with the whole item.
      }
    }
  }

  @Override
  public boolean isWhole() {
    return !response.isMissingNode();
  }

  @Override
  public JsonNode error() {
    return error;
  }

  @Override
  public Answer answer(String by) {
    if (items.isEmpty()) {
      response.path("output").forEach(item -> items.put(items.size(), item));
    }
    List<JsonNode> raw = new ArrayList<>();
    List<Asked> calls = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    StringBuilder refusal = new StringBuilder();
    for (JsonNode item : items.values()) {
      switch (item.path("type").asText()) {
        case "message" -> words(item, text, refusal);
        case "function_call" -> calls.add(call(item));
        default -> {
          // Thoughts are not words.
        }
      }
      if (!isUnsealedThought(item)) {
        raw.add(item);
      }
    }
    String why = response.path("incomplete_details").path("reason").asText();
    if (!refusal.isEmpty() || why.equals("content_filter")) {
      return Ending.refused(by, refusal.isEmpty() ? text.toString() : refusal.toString());
    }
    return why.isEmpty()
        ? Ending.said(Round.said(by, raw, text.toString(), calls))
        : Ending.cut(by, text.toString());
  }

  private static void words(JsonNode item, StringBuilder text, StringBuilder refusal) {
    for (JsonNode part : item.path("content")) {
      text.append(part.path("text").asText());
      refusal.append(part.path("refusal").asText());
    }
  }

  private static Asked call(JsonNode item) {
    Asked call =
        Asked.of(
            item.path("call_id").asText(),
            item.path("name").asText(),
            item.path("arguments").asText());
    if (call.broken()) {
      ((ObjectNode) item).put("arguments", call.object());
    }
    return call;
  }

  /** Nothing is stored there: a thought without its seal would be looked for in vain. */
  private static boolean isUnsealedThought(JsonNode item) {
    return item.path("type").asText().equals("reasoning")
        && item.path("encrypted_content").asText().isEmpty();
  }
}
