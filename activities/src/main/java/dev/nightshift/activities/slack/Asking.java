package dev.nightshift.activities.slack;

import dev.nightshift.workflows.ports.Chat.Message;
import dev.nightshift.workflows.values.Progress.Asked;
import dev.nightshift.workflows.values.Progress.Way;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The buttons below a question, and the field for a reason. */
final class Asking {
  /** Slack takes 75 characters on a button; what it stands for is above it in full. */
  private static final int LONGEST = 70;

  /** With what else stands in a message these stay under Slack's fifty blocks. */
  private static final int MOST = 10;

  private static final int MOST_WAYS = 20;

  private final Message message;
  private final List<Object> blocks = new ArrayList<>();
  private int buttons;

  private Asking(Message message) {
    this.message = message;
  }

  static List<Object> blocks(Message message) {
    Asking asking = new Asking(message);
    message.asked().stream().limit(MOST).forEach(asking::open);
    if (!message.patch().isEmpty()) {
      asking.patch();
    }
    if (asking.buttons > 0) {
      asking.blocks.add(reason());
    }
    return asking.blocks;
  }

  private void open(Asked question) {
    StringBuilder says = new StringBuilder(Escaped.text(question.says(), 1_200));
    List<Object> ways = new ArrayList<>();
    for (Way way : question.ways().subList(0, Math.min(MOST_WAYS, question.ways().size()))) {
      says.append("\n• ").append(Escaped.text(way.says(), 80 + 1_200 / question.ways().size()));
      button(
          ways,
          SlackButton.ANSWER + buttons,
          way.says(),
          "",
          new SlackButton(message.thread(), "", question.id(), way.id()));
    }
    blocks.add(Rendered.section(Escaped.cut(says.toString())));
    add(ways);
  }

  private void patch() {
    List<Object> both = new ArrayList<>();
    SlackButton button = new SlackButton(message.thread(), message.patch());
    button(both, SlackButton.APPROVE, "Approve", "primary", button);
    button(both, SlackButton.REJECT, "Reject", "danger", button);
    add(both);
  }

  private void add(List<Object> elements) {
    if (!elements.isEmpty()) {
      blocks.add(Map.of("type", "actions", "elements", elements));
    }
  }

  private void button(List<Object> row, String id, String says, String style, SlackButton carries) {
    String words = says.length() <= LONGEST ? says : says.substring(0, LONGEST) + "…";
    carries
        .value()
        .ifPresent(
            value -> {
              Map<String, Object> button =
                  Map.of("type", "button", "action_id", id, "text", plain(words), "value", value);
              row.add(style.isEmpty() ? button : with(button, style));
              buttons++;
            });
  }

  private static Map<String, Object> with(Map<String, Object> button, String style) {
    Map<String, Object> styled = new LinkedHashMap<>(button);
    styled.put("style", style);
    return styled;
  }

  private static Map<String, Object> reason() {
    Map<String, Object> field =
        Map.of("type", "plain_text_input", "action_id", SlackButton.REASON, "max_length", 1_000);
    return Map.of(
        "type",
        "input",
        "block_id",
        SlackButton.REASON,
        "optional",
        true,
        "label",
        plain("Why? (for a no, or an answer)"),
        "element",
        field);
  }

  private static Map<String, Object> plain(String says) {
    return Map.of("type", "plain_text", "text", says.isBlank() ? "…" : says);
  }
}
