package dev.nightshift.activities.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;

/** An answer that is no success: what GitHub said, for whoever knows what was asked. */
@SuppressWarnings("serial")
final class Said extends RuntimeException {
  private final int status;
  private final String asked;
  private final transient HttpHeaders headers;
  private final List<Objection> objections = new ArrayList<>();

  /** One of the reasons of a 422. */
  record Objection(String resource, String field, String code, String message) {}

  Said(int status, String asked, HttpHeaders headers, byte[] body) {
    super(message(body));
    this.status = status;
    this.asked = asked;
    this.headers = headers;
    for (JsonNode error : json(body).path("errors")) {
      objections.add(
          new Objection(
              error.path("resource").asText(),
              error.path("field").asText(),
              error.path("code").asText(),
              error.isTextual() ? error.asText() : error.path("message").asText()));
    }
  }

  int status() {
    return status;
  }

  /** The method and the path. */
  String asked() {
    return asked;
  }

  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  boolean objectsTo(String field, String code) {
    return objections.stream()
        .anyMatch(one -> one.field().equals(field) && one.code().equals(code));
  }

  /** Whether one of its sentences holds these words. */
  boolean says(String words) {
    return sentence().contains(words);
  }

  /** All that it said, on one line. */
  String sentence() {
    List<String> all = new ArrayList<>(List.of(getMessage()));
    for (Objection one : objections) {
      all.add(
          one.message().isEmpty()
              ? (one.resource() + " " + one.field() + " " + one.code()).strip()
              : one.message());
    }
    return String.join("; ", all).replaceAll("\\s+", " ");
  }

  private static String message(byte[] body) {
    String message = json(body).path("message").asText();
    return message.isEmpty() ? "no reason was given" : message;
  }

  private static JsonNode json(byte[] body) {
    try {
      JsonNode read = Converter.json().readTree(body);
      return read == null ? Converter.json().createObjectNode() : read;
    } catch (IOException page) {
      return Converter.json().createObjectNode();
    }
  }
}
