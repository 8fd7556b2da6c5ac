package dev.nightshift.activities.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A channel's message; replies have the time of their thread's first. */
final class Said {
  final String ts;
  final String thread;
  final String bot;
  String text;
  JsonNode blocks;
  JsonNode metadata;

  Said(String ts, String thread, String bot) {
    this.ts = ts;
    this.thread = thread;
    this.bot = bot;
  }

  boolean isReply() {
    return !thread.isEmpty() && !thread.equals(ts);
  }

  String shown() {
    return String.join("\n", texts(blocks));
  }

  void write(Map<String, String> form) {
    text = form.get("text");
    blocks = json(form.getOrDefault("blocks", "[]"));
    metadata = form.containsKey("metadata") ? json(form.get("metadata")) : metadata;
  }

  /** What Slack takes no message for. */
  static Optional<String> refusal(Map<String, String> form) {
    JsonNode blocks = json(form.getOrDefault("blocks", "[]"));
    if (blocks.size() > 50) {
      return Optional.of("invalid_blocks");
    }
    for (JsonNode block : blocks) {
      int length = block.path("text").path("text").asText().length();
      if (block.path("type").asText().equals("section") && (length < 1 || length > 3_000)) {
        return Optional.of("invalid_blocks");
      }
      for (JsonNode element : block.path("elements")) {
        if (element.path("value").asText().length() > 2_000) {
          return Optional.of("invalid_blocks");
        }
      }
    }
    return form.getOrDefault("text", "").isEmpty() ? Optional.of("no_text") : Optional.empty();
  }

  private static List<String> texts(JsonNode node) {
    List<String> all = new ArrayList<>();
    node.forEach(inner -> all.addAll(texts(inner)));
    if (node.path("text").isTextual()) {
      all.add(node.path("text").asText());
    }
    return all;
  }

  private static JsonNode json(String text) {
    try {
      return Converter.json().readTree(text);
    } catch (IOException broken) {
      throw new IllegalArgumentException(text, broken);
    }
  }
}
