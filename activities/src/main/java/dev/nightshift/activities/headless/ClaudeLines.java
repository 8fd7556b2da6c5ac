package dev.nightshift.activities.headless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.model.Transcript.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Claude Code's stream, for people. */
final class ClaudeLines implements Talk.Lines {
  private final Map<String, String> tools = new HashMap<>();

  @Override
  public List<Line> of(JsonNode event) {
    List<Line> lines = new ArrayList<>();
    for (JsonNode block : event.path("message").path("content")) {
      switch (block.path("type").asText()) {
        case "text" -> {
          if (event.path("type").asText().equals("assistant")) {
            Talk.said(block.path("text").asText(), lines);
          }
        }
        case "tool_use" -> {
          String tool = Talk.plain(block.path("name").asText());
          tools.put(block.path("id").asText(), tool);
          lines.add(Line.called(tool, block.path("input").toString()));
        }
        case "tool_result" -> {
          String tool = tools.getOrDefault(block.path("tool_use_id").asText(), "");
          boolean failed = block.path("is_error").asBoolean();
          lines.add(Line.gave(tool, Talk.text(block.path("content")), failed));
        }
        default -> {
          // A thought, or what nobody knew yet.
        }
      }
    }
    return lines;
  }
}
