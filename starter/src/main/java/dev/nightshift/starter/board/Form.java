package dev.nightshift.starter.board;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.workflows.durable.Converter;
import io.javalin.http.Context;
import java.io.IOException;

/** What a person sends from a page. */
final class Form {
  static final int LONGEST_NAME = 200;
  static final String ODD_NAME = "a name is one line without control characters";

  private static final int LARGEST = 16 * 1024;

  private Form() {}

  /** Empty where it is not JSON. */
  static JsonNode of(Context http) throws IOException {
    byte[] body = http.req().getInputStream().readNBytes(LARGEST);
    try {
      JsonNode form = Converter.json().readTree(body);
      return form == null ? Converter.json().createObjectNode() : form;
    } catch (JsonProcessingException broken) {
      return Converter.json().createObjectNode();
    }
  }
}
