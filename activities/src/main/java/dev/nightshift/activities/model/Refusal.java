package dev.nightshift.activities.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.http.Refusals;
import dev.nightshift.workflows.durable.ErrorKind;
import java.time.Instant;
import java.util.Set;

/** What a person can do about an API's no, and whether time cures it. */
final class Refusal {
  /** Of its own words as much as names what is wrong; they may hold what it was told. */
  private static final int SAID = 200;

  /** Said with a 429, though no patience helps. */
  private static final String NO_MONEY = "insufficient_quota";

  private static final Set<String> BUSY =
      Set.of("overloaded_error", "rate_limit_error", "rate_limit_exceeded", "rate_limit");

  private final Settings.Model model;

  Refusal(Settings.Model model) {
    this.model = model;
  }

  /** How the model is called in a sentence. */
  static String who(Settings.Model model) {
    return "The model " + model.name();
  }

  RuntimeException of(Reply reply, Instant now) {
    JsonNode error = reply.error();
    if (error.path("code").asText().equals(NO_MONEY)
        || error.path("type").asText().equals(NO_MONEY)) {
      return ErrorKind.UNAUTHORIZED.failure(
          who(model) + " answered " + reply.status() + ": its account has no credit left.");
    }
    return Refusals.of(
        reply.status(), reply.headers(), who(model), todo(reply.status(), error), now);
  }

  /** An answer that began, and in which the API then says that it cannot go on. */
  RuntimeException within(JsonNode error) {
    String kind = error.path("code").asText() + " " + error.path("type").asText();
    boolean busy = BUSY.stream().anyMatch(kind::contains);
    String says = who(model) + " broke off: " + said(error);
    return busy ? ErrorKind.RATE_LIMITED.failure(says) : ErrorKind.UNAVAILABLE.failure(says);
  }

  private String todo(int status, JsonNode error) {
    return switch (status) {
      case 401, 403 ->
          model.key().isEmpty()
              ? "name the environment variable with its key as `key` in models of nightshift.yml."
              : "set " + model.key() + " to a key that may use " + model.model() + ".";
      case 402 -> "its account has no credit left.";
      case 404 ->
          "is `model: %s` right, and %s? %s".formatted(model.model(), address(), said(error));
      case 300, 301, 302, 303, 307, 308 ->
          "it is elsewhere; put its own address into models of nightshift.yml.";
      case 400, 422 -> said(error);
      default -> "";
    };
  }

  private String address() {
    return "`address: " + model.address() + "`";
  }

  /** An API repeats the key that it does not like: whatever looks like one is left out. */
  private static String said(JsonNode error) {
    String text =
        error
            .path("message")
            .asText()
            .replaceAll("[\\p{Cntrl}\\s]+", " ")
            .replaceAll("\\b(sk|key|Bearer)[-_ ][^\\s,;]+", "…");
    return text.length() <= SAID ? text : text.substring(0, SAID) + "…";
  }
}
