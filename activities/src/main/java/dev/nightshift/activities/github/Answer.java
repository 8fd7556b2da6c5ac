package dev.nightshift.activities.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.workflows.durable.Converter;

/** A status of the double, and what is said with it. */
record Answer(int status, JsonNode body) {
  static Answer no(int status, String message) {
    return new Answer(
        status,
        Converter.json()
            .createObjectNode()
            .put("message", message)
            .put("documentation_url", "https://docs.github.example.com/rest"));
  }

  /** A 422 with its reasons, as {@code field code} or a sentence. */
  static Answer invalid(String resource, String field, String code, String message) {
    Answer answer = no(422, "Validation Failed");
    ObjectNode error =
        ((ObjectNode) answer.body())
            .putArray("errors")
            .addObject()
            .put("resource", resource)
            .put("field", field)
            .put("code", code);
    if (!message.isEmpty()) {
      error.put("message", message);
    }
    return answer;
  }
}
