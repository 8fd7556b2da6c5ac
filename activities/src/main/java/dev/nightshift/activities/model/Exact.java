package dev.nightshift.activities.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** JSON whose numbers come out as they went in: a model's own words are given back to it. */
final class Exact {
  private static final ObjectReader READER =
      Converter.json()
          .reader()
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

  private Exact() {}

  static ObjectNode object() {
    return Converter.json().createObjectNode();
  }

  /** Empty where it is no JSON. */
  static Optional<JsonNode> tree(String text) {
    try {
      return Optional.ofNullable(READER.readTree(text)).filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException none) {
      return Optional.empty();
    }
  }

  /** Empty where it is anything but a JSON object. */
  static Optional<JsonNode> objectIn(String text) {
    return tree(text).filter(JsonNode::isObject);
  }

  static <T> T read(byte[] content, Class<T> type) throws IOException {
    return READER.forType(type).readValue(content);
  }

  static byte[] bytes(Object value) {
    try {
      return Converter.json().writeValueAsBytes(value);
    } catch (JsonProcessingException unsendable) {
      return mended(value);
    }
  }

  /** Half a pair of surrogates, which a model can say, becomes a question mark. */
  private static byte[] mended(Object value) {
    try {
      return Converter.json().writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The beginning of a text, of which every character can be sent. */
  static String beginning(String text, int most) {
    String cut = text.length() <= most ? text : text.substring(0, most);
    return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
