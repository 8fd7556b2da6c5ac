package dev.nightshift.activities.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Server-sent events out of bytes that are cut anywhere; of each its data. */
final class Sse {
  private final Consumer<String> events;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final StringBuilder data = new StringBuilder();

  Sse(Consumer<String> events) {
    this.events = events;
  }

  void take(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == '\n') {
        line(line.toString(StandardCharsets.UTF_8));
        line.reset();
      } else if (next != '\r') {
        line.write(next);
      }
    }
  }

  /** The last event of some servers has no empty line after it. */
  void end() {
    line(line.toString(StandardCharsets.UTF_8));
    line.reset();
    line("");
  }

  private void line(String said) {
    if (said.startsWith("data:")) {
      data.append(data.isEmpty() ? "" : "\n").append(said.substring("data:".length()).strip());
    } else if (said.isEmpty() && !data.isEmpty()) {
      String event = data.toString();
      data.setLength(0);
      events.accept(event);
    }
  }
}
