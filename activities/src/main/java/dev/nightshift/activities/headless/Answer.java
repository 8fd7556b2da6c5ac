package dev.nightshift.activities.headless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.model.Meter;
import dev.nightshift.workflows.values.Usage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Reads of an answer, while it passes, what it used, whether it came to its end, and whether it is
 * a refusal: not every agent says so.
 */
final class Answer {
  private static final Set<String> LAST =
      Set.of("message_stop", "response.completed", "response.incomplete", "response.failed");

  /** Where each API says why an answer ended, and how it says that the model will not. */
  private static final List<String> ENDS =
      List.of(
          "/stop_reason",
          "/delta/stop_reason",
          "/message/stop_reason",
          "/response/incomplete_details/reason",
          "/incomplete_details/reason",
          "/choices/0/finish_reason");

  private static final List<String> WORDS =
      List.of("/choices/0/delta/refusal", "/choices/0/message/refusal");

  private static final Set<String> REASONS = Set.of("refusal", "content_filter");

  private final Meter meter;
  private boolean whole;
  private boolean refusal;

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

  boolean isRefusal() {
    return refusal;
  }

  private void event(JsonNode event) {
    refusal |= refuses(event);
    String type = event.path("type").asText();
    whole |= LAST.contains(type) || (event.path("usage").isObject() && !type.contains("delta"));
  }

  private static boolean isNo(JsonNode item) {
    return StreamSupport.stream(item.path("content").spliterator(), false)
        .anyMatch(part -> part.path("type").asText().equals("refusal"));
  }

  private static boolean refuses(JsonNode event) {
    return isNo(event.path("item"))
        || StreamSupport.stream(event.path("output").spliterator(), false).anyMatch(Answer::isNo)
        || ENDS.stream().map(event::at).map(JsonNode::asText).anyMatch(REASONS::contains)
        || WORDS.stream().map(event::at).anyMatch(no -> no.isTextual() && !no.asText().isEmpty());
  }
}
