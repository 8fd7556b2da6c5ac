package dev.nightshift.starter.hooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;

/** Bodies of webhooks as JSON, and words of theirs as they may be said again. */
final class Bodies {
  private static final int LONGEST = 100;

  private Bodies() {}

  /** Anything but one object is an {@link IllegalArgumentException}. */
  static JsonNode object(byte[] body) {
    JsonNode root;
    try {
      root =
          Converter.json()
              .reader()
              .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .readTree(body);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException("the body is not JSON", broken);
    } catch (IOException broken) {
      throw new IllegalArgumentException("the body cannot be read", broken);
    }
    if (root == null || !root.isObject()) {
      throw new IllegalArgumentException("the body is not a JSON object");
    }
    return root;
  }

  static String shown(String word) {
    String visible = word.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
    return visible.length() > LONGEST ? visible.substring(0, LONGEST) + "…" : visible;
  }
}
