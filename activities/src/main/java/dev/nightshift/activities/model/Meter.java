package dev.nightshift.activities.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.values.Usage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Counts what an answer of a model costs out of its bytes as they go by, whichever API it is of:
 * server-sent events, or one JSON object. Bytes that it does not understand it passes over.
 */
public final class Meter {
  /** Anthropic's and both of OpenAI's say the same in other words. */
  private enum Told {
    PLAIN,
    READ,
    WRITTEN,
    SAID
  }

  private static final String END = "[DONE]";

  private final Settings.Model model;
  private final Consumer<JsonNode> events;
  private final Sse sse = new Sse(this::event);
  private final ByteArrayOutputStream object = new ByteArrayOutputStream();
  private final Map<Told, Long> counted = new EnumMap<>(Told.class);
  private boolean streams;
  private boolean begun;
  private boolean told;
  private boolean garbled;
  private long length;

  Meter(Settings.Model model) {
    this(model, event -> {});
  }

  /** Each event is passed on as it is understood. */
  public Meter(Settings.Model model, Consumer<JsonNode> events) {
    this.model = model;
    this.events = events;
  }

  public void take(ByteBuffer bytes) {
    length += bytes.remaining();
    if (!begun) {
      skipBlanks(bytes);
      begun = bytes.hasRemaining();
      streams = begun && bytes.get(bytes.position()) != '{';
    }
    if (streams) {
      sse.take(bytes);
    } else {
      while (bytes.hasRemaining()) {
        object.write(bytes.get());
      }
    }
  }

  private static void skipBlanks(ByteBuffer bytes) {
    while (bytes.hasRemaining() && bytes.get(bytes.position()) <= ' ') {
      bytes.get();
    }
  }

  /** To be said once nothing more comes. */
  public void end() {
    if (streams) {
      sse.end();
    } else if (object.size() > 0) {
      event(object.toString(StandardCharsets.UTF_8));
      object.reset();
    }
  }

  /** What was told so far. */
  public Usage usage() {
    long plain = at(Told.PLAIN);
    long read = at(Told.READ);
    long written = at(Told.WRITTEN);
    long said = at(Told.SAID);
    double dollars = model.prices().of(plain, read, written, said);
    return new Usage(plain + read + written, said, 1, dollars);
  }

  /** Whether the API told anything: some servers do not. */
  boolean isTold() {
    return told;
  }

  /** Whether something came that cannot be understood. */
  boolean isGarbled() {
    return garbled;
  }

  /** How many bytes went by. */
  long length() {
    return length;
  }

  private void event(String data) {
    if (data.equals(END)) {
      return;
    }
    Optional<JsonNode> event = Exact.objectIn(data);
    if (event.isEmpty()) {
      garbled = true;
      return;
    }
    JsonNode said = event.get();
    count(said.path("usage"));
    count(said.path("message").path("usage"));
    count(said.path("response").path("usage"));
    events.accept(said);
  }

  private void count(JsonNode usage) {
    if (!usage.isObject()) {
      return;
    }
    told = true;
    if (model.api().equals("anthropic")) {
      keep(Told.PLAIN, usage.path("input_tokens"));
      keep(Told.READ, usage.path("cache_read_input_tokens"));
      keep(Told.WRITTEN, usage.path("cache_creation_input_tokens"));
      keep(Told.SAID, usage.path("output_tokens"));
      return;
    }
    boolean chat = usage.has("prompt_tokens");
    long all = usage.path(chat ? "prompt_tokens" : "input_tokens").asLong();
    JsonNode details = usage.path(chat ? "prompt_tokens_details" : "input_tokens_details");
    long read = Math.min(all, details.path("cached_tokens").asLong());
    counted.put(Told.READ, read);
    counted.put(Told.PLAIN, all - read);
    keep(Told.SAID, usage.path(chat ? "completion_tokens" : "output_tokens"));
  }

  /** Later events tell the sum anew; what they leave out has not changed. */
  private void keep(Told what, JsonNode count) {
    if (count.isNumber()) {
      counted.put(what, Math.max(0, count.asLong()));
    }
  }

  private long at(Told what) {
    return counted.getOrDefault(what, 0L);
  }
}
