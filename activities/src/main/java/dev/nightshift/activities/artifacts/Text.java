package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.core.JacksonException;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A JSON string with its quotes, as a string. */
final class Text {
  private Text() {}

  static String of(byte[] quoted, long offset) throws IOException {
    for (byte one : quoted) {
      if (one == '\\' || (one >= 0 && one < ' ')) {
        return unescaped(quoted, offset);
      }
    }
    return new String(quoted, 1, quoted.length - 2, StandardCharsets.UTF_8);
  }

  private static String unescaped(byte[] quoted, long offset) throws IOException {
    try {
      return Converter.json().readValue(quoted, String.class);
    } catch (JacksonException wrong) {
      throw new JsonScan.Broken("A string that is not JSON begins", offset);
    }
  }
}
