package dev.nightshift.activities.headless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.model.Transcript.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The updates of a session of the Agent Client Protocol, for people. */
final class AcpLines implements Talk.Lines {
  private static final int MOST_CALLS = 10_000;

  private final StringBuilder message = new StringBuilder();
  private final Map<String, String> calls = new HashMap<>();

  @Override
  public List<Line> of(JsonNode update) {
    List<Line> lines = new ArrayList<>();
    String call = update.path("toolCallId").asText();
    switch (update.path("sessionUpdate").asText()) {
      case "agent_message_chunk" -> {
        String more = update.path("content").path("text").asText();
        message.append(more, 0, Math.min(more.length(), Talk.LONGEST - message.length()));
      }
      case "tool_call" -> {
        lines.addAll(said());
        String title = update.path("title").asText("a tool");
        if (calls.size() < MOST_CALLS) {
          calls.put(call, title);
        }
        JsonNode input = update.path("rawInput");
        String kind = update.path("kind").asText("tool");
        lines.add(Line.called(kind, title + (input.isMissingNode() ? "" : " " + input)));
        gave(update, title, lines);
      }
      case "tool_call_update" -> gave(update, calls.getOrDefault(call, "a tool"), lines);
      default -> {
        // A plan, a thought, what it can be told.
      }
    }
    return lines;
  }

  /** A message is told when it is whole. */
  List<Line> said() {
    List<Line> lines = new ArrayList<>();
    Talk.said(message.toString(), lines);
    message.setLength(0);
    return lines;
  }

  private static void gave(JsonNode update, String title, List<Line> lines) {
    String status = update.path("status").asText();
    if (status.equals("completed") || status.equals("failed")) {
      StringBuilder text = new StringBuilder();
      update
          .path("content")
          .forEach(part -> text.append(part.path("content").path("text").asText()));
      lines.add(Line.gave(title, text.toString(), status.equals("failed")));
    }
  }
}
