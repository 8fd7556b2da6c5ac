package dev.nightshift.activities.headless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.model.Transcript.Line;
import java.util.ArrayList;
import java.util.List;

/** Codex's stream, for people. */
final class CodexLines implements Talk.Lines {
  @Override
  public List<Line> of(JsonNode event) {
    JsonNode item = event.path("item");
    List<Line> lines = new ArrayList<>();
    switch (event.path("type").asText()) {
      case "item.started" -> called(item, lines);
      case "item.completed" -> completed(item, lines);
      default -> {
        // How its turn stands.
      }
    }
    return lines;
  }

  private static void called(JsonNode item, List<Line> lines) {
    switch (item.path("type").asText()) {
      case "command_execution" -> lines.add(Line.called("$", item.path("command").asText()));
      case "mcp_tool_call" ->
          lines.add(Line.called(item.path("tool").asText(), item.path("arguments").toString()));
      default -> {
        // It is told when it is complete.
      }
    }
  }

  private static void completed(JsonNode item, List<Line> lines) {
    boolean failed = item.path("status").asText().equals("failed");
    switch (item.path("type").asText()) {
      case "agent_message" -> Talk.said(item.path("text").asText(), lines);
      case "command_execution" ->
          lines.add(Line.gave("$", item.path("aggregated_output").asText(), failed));
      case "mcp_tool_call" -> {
        String error = item.path("error").path("message").asText();
        String text = error.isEmpty() ? Talk.text(item.path("result").path("content")) : error;
        lines.add(Line.gave(item.path("tool").asText(), text, failed));
      }
      case "file_change" -> lines.add(Line.called("edits", item.path("changes").toString()));
      default -> {
        // A plan, a thought, a warning of its own.
      }
    }
  }
}
