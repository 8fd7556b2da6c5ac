package dev.nightshift.activities.headless;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.values.Usage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Reads of an answer, while it passes, what it used: as a stream of events, or as one JSON. */
final class Answer {
  /** The last event of OpenAI's repeats the whole answer. */
  private static final int LONGEST_LINE = 16 << 20;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long input;
  private long output;
  private boolean whole;

  void pass(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      if (bytes[i] == '\n') {
        end();
      } else if (line.size() < LONGEST_LINE) {
        line.write(bytes[i]);
      }
    }
  }

  /** The most that it can have used, where it was cut off before it said it. */
  Usage used(Usage most) {
    end();
    return whole ? new Usage(input, output, 1, 0) : most;
  }

  private void end() {
    String text = line.toString(StandardCharsets.UTF_8).strip();
    line.reset();
    String json = text.startsWith("data:") ? text.substring("data:".length()).strip() : text;
    if (json.startsWith("{")) {
      try {
        event(Converter.json().readTree(json));
      } catch (JsonProcessingException cut) {
        // It was cut off, or is one JSON over several lines: then it counts as the most.
        whole = false;
      }
    }
  }

  private void event(JsonNode event) {
    switch (event.path("type").asText()) {
      case "message_start" -> count(event.path("message").path("usage"));
      case "message_delta" -> count(event.path("usage"));
      case "message_stop" -> whole = true;
      case "response.completed", "response.incomplete", "response.failed" -> {
        count(event.path("response").path("usage"));
        whole = true;
      }
      default -> {
        if (event.path("usage").isObject()) {
          count(event.path("usage"));
          whole = true;
        }
      }
    }
  }

  /** Each event has the figures as they are by then, some of them only part. */
  private void count(JsonNode usage) {
    long read =
        usage.path("input_tokens").asLong()
            + usage.path("cache_creation_input_tokens").asLong()
            + usage.path("cache_read_input_tokens").asLong();
    input = Math.max(input, read);
    output = Math.max(output, usage.path("output_tokens").asLong());
  }
}
