package dev.nightshift.activities.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An answer of Chat Completions, put together again of its pieces. */
final class ChatHearing implements Hearing {
  private final Pieces message = new Pieces();
  private JsonNode error = MissingNode.getInstance();
  private String ending = "";

  @Override
  public void event(JsonNode event) {
    if (event.hasNonNull("error")) {
      error = event.path("error");
    }
    JsonNode choice = event.path("choices").path(0);
    message.add(choice.path("delta"));
    // Some servers do not stream though they are asked to.
    message.add(choice.path("message"));
    if (choice.hasNonNull("finish_reason")) {
      ending = choice.path("finish_reason").asText();
    }
  }

  @Override
  public boolean isWhole() {
    return !ending.isEmpty();
  }

  @Override
  public JsonNode error() {
    return error;
  }

  @Override
  public Answer answer(String by) {
    ObjectNode said = message.whole();
    said.put("role", "assistant");
    String text = said.path("content").asText("");
    String refusal = said.path("refusal").asText("");
    if (!refusal.isEmpty() || ending.equals("content_filter")) {
      return Ending.refused(by, refusal.isEmpty() ? text : refusal);
    }
    if (ending.equals("length")) {
      return Ending.cut(by, text);
    }
    List<Asked> calls = calls(said);
    boolean nothing = text.isBlank() && calls.isEmpty();
    List<JsonNode> raw = nothing ? List.of() : List.of(said);
    return Ending.said(Round.said(by, raw, text, calls));
  }

  /** Not every server gives each call an id of its own. */
  private static List<Asked> calls(ObjectNode said) {
    List<Asked> calls = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (JsonNode one : said.path("tool_calls")) {
      if (!(one instanceof ObjectNode call) || !(one.path("function") instanceof ObjectNode made)) {
        continue;
      }
      String id = call.path("id").asText("");
      if (id.isEmpty() || !taken.add(id)) {
        id = "call_" + (calls.size() + 1);
        taken.add(id);
      }
      call.put("id", id).put("type", "function");
      Asked asked = Asked.of(id, made.path("name").asText(), arguments(made.path("arguments")));
      made.put("arguments", asked.object());
      calls.add(asked);
    }
    return calls;
  }

  /** A text by the book, an object by some servers. */
  private static String arguments(JsonNode said) {
    return said.isTextual() ? said.asText() : said.isObject() ? said.toString() : "";
  }
}
