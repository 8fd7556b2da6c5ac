package dev.nightshift.activities.headless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.model.Meter;
import dev.nightshift.workflows.values.Usage;
import java.nio.ByteBuffer;
import java.util.Set;

/** Reads of an answer, while it passes, what it used, and whether it came to its end. */
final class Answer {
  private static final Set<String> LAST =
      Set.of("message_stop", "response.completed", "response.incomplete", "response.failed");

  private final Meter meter;
  private boolean whole;

  Answer(Settings.Model model) {
    meter = new Meter(model, this::event);
  }

  void pass(byte[] bytes, int count) {
    meter.take(ByteBuffer.wrap(bytes, 0, count));
  }

  /** The most that it can have used, where it was cut off before it said it. */
  Usage used(Usage most) {
    meter.end();
    return whole ? meter.usage() : most;
  }

  private void event(JsonNode event) {
    String type = event.path("type").asText();
    whole |= LAST.contains(type) || (event.path("usage").isObject() && !type.contains("delta"));
  }
}
