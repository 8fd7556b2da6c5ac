package dev.nightshift.activities.scripted;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.workflows.durable.Converter;
import java.util.List;
import java.util.Optional;

/** One API, as far as a script needs it. */
interface Voice {
  /** Numbers stay as they were written. */
  ObjectReader JSON =
      Converter.json()
          .reader()
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

  /** The end of the paths that it answers. */
  String path();

  /** What was said so far, the system's words left out, and one after another by the model once. */
  List<Line> lines(JsonNode request);

  /** The system's words, as JSON or text. */
  JsonNode system(JsonNode request);

  /** Why this API would refuse the request. */
  Optional<String> complaint(JsonNode request);

  /** The answer in one piece. */
  ObjectNode whole(JsonNode request, Step step, String id);

  /** The same as it is streamed. */
  List<Event> events(ObjectNode whole);

  /** An error in the middle of a stream. */
  Event error(String type, String message);

  /** What is said, by the model or to it. */
  record Line(boolean model, String text) {}

  /** An event of a stream; the name may be empty. */
  record Event(String name, String data) {
    static Event of(String name, ObjectNode data) {
      return new Event(name, data.put("type", name).toString());
    }
  }

  /** The words of a content; what tools gave are none. */
  static String text(JsonNode content) {
    if (content.isTextual()) {
      return content.asText();
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      text.append(part.path("text").asText());
    }
    return text.toString();
  }

  /** The proof that a thought came back as it was. */
  static String seal(String thought) {
    return "sealed-" + Integer.toHexString(thought.hashCode());
  }
}
