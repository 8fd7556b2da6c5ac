package dev.nightshift.starter.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightshift.workflows.durable.Converter;
import io.javalin.http.Context;
import java.util.Map;

/** Answers as JSON: a value, or one sentence that says what is wrong. */
public final class Answers {
  private Answers() {}

  public static void json(Context http, int status, Object value) {
    try {
      http.status(status)
          .contentType("application/json; charset=utf-8")
          .result(Converter.json().writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a value of ours is not JSON: " + value.getClass(), e);
    }
  }

  public static void refuse(Context http, int status, String says) {
    json(http, status, Map.of("error", says));
  }
}
