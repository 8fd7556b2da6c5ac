package dev.nightshift.activities.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.workflows.durable.Converter;

/** What goes to the address that Slack gives for the answer to a click. */
public final class SlackAnswer {
  private SlackAnswer() {}

  /** For the eyes of who clicked alone; the question stays as it is. */
  public static String aside(String says) {
    return Converter.json()
        .createObjectNode()
        .put("response_type", "ephemeral")
        .put("replace_original", false)
        .put("text", Escaped.text(says))
        .toString();
  }

  /** The question as it was, without its buttons, and what came of it below. */
  public static String instead(JsonNode question, String says) {
    ObjectNode answer = Converter.json().createObjectNode().put("replace_original", true);
    answer.put("text", Escaped.text(question.path("text").asText() + "\n" + says));
    ArrayNode blocks = answer.putArray("blocks");
    for (JsonNode block : question.path("blocks")) {
      String type = block.path("type").asText();
      if (!type.equals("actions") && !type.equals("input")) {
        blocks.add(block);
      }
    }
    ObjectNode words = blocks.addObject().put("type", "section").putObject("text");
    words.put("type", "mrkdwn").put("text", Escaped.text(says)).put("verbatim", true);
    return answer.toString();
  }
}
