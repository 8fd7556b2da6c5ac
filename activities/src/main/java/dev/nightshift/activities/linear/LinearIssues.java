package dev.nightshift.activities.linear;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.http.Outbound;
import dev.nightshift.activities.http.Refusals;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads an issue by its name, such as {@code DATA-12}, asked once: Temporal asks again. */
public final class LinearIssues {
  /** The environment variable with a personal key, or a token of an app. */
  public static final String KEY = "NIGHTSHIFT_LINEAR_KEY";

  private static final HttpClient CLIENT = Outbound.client();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int LARGEST_ANSWER = 4 << 20;
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,9}-\\d{1,9}");
  private static final String TOKEN_OF_AN_APP = "lin_oauth";

  private static final String WHO = "{ viewer { name } organization { name } }";

  private static final String QUERY =
      """
      query ($id: String!) {
        issue(id: $id) {
          identifier title url description createdAt
          state { name }
          assignee { displayName }
          labels(first: 20) { nodes { name } }
          comments(first: 50) { nodes { body createdAt user { displayName } } }
        }
      }
      """;

  private final String api;
  private final Optional<String> key;
  private final InstantSource clock;

  public LinearIssues(String api, Optional<String> key, InstantSource clock) {
    this.api = api;
    this.key = key;
    this.clock = clock;
  }

  /** Whether there is a key with which to ask. */
  public boolean canAsk() {
    return key.isPresent();
  }

  /** Who we are there, and in whose workspace. */
  public String who() {
    JsonNode data =
        ask(Converter.json().createObjectNode().put("query", WHO).toString()).path("data");
    return data.path("viewer").path("name").asText("somebody")
        + " in "
        + data.path("organization").path("name").asText("a workspace");
  }

  /** The issue as text, its comments from the first to the last; empty where there is none. */
  public Optional<String> read(String name) {
    String asked = name.strip();
    if (!NAME.matcher(asked).matches()) {
      throw ErrorKind.BAD_INPUT.failure("an issue of Linear is called as DATA-12 is");
    }
    ObjectNode question = Converter.json().createObjectNode().put("query", QUERY);
    question.putObject("variables").put("id", asked);
    JsonNode answer = ask(question.toString());
    JsonNode issue = answer.path("data").path("issue");
    return issue.isObject() ? Optional.of(text(issue)) : none(answer);
  }

  private static Optional<String> none(JsonNode answer) {
    JsonNode error = answer.path("errors").path(0);
    String said = error.path("message").asText("");
    if (said.isEmpty() || said.startsWith("Entity not found")) {
      return Optional.empty();
    }
    throw ErrorKind.BAD_INPUT.failure("Linear answered: " + said);
  }

  private static String text(JsonNode issue) {
    StringBuilder text = new StringBuilder();
    text.append(issue.path("identifier").asText()).append(": ");
    text.append(issue.path("title").asText()).append('\n');
    line(text, "state", issue.path("state").path("name"));
    line(text, "assigned to", issue.path("assignee").path("displayName"));
    issue.path("labels").path("nodes").forEach(one -> line(text, "label", one.path("name")));
    line(text, "created", issue.path("createdAt"));
    line(text, "link", issue.path("url"));
    text.append('\n').append(issue.path("description").asText("")).append('\n');
    for (JsonNode comment : issue.path("comments").path("nodes")) {
      text.append("\nComment of ").append(comment.path("user").path("displayName").asText("?"));
      text.append(", ").append(comment.path("createdAt").asText()).append(":\n");
      text.append(comment.path("body").asText("")).append('\n');
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, JsonNode value) {
    if (value.isTextual()) {
      text.append(name).append(": ").append(value.asText()).append('\n');
    }
  }

  private JsonNode ask(String question) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(api))
            .timeout(PATIENCE)
            .header("Authorization", authorization())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(question))
            .build();
    try {
      HttpResponse<InputStream> answer =
          CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
      byte[] body;
      try (InputStream stream = answer.body()) {
        body = stream.readNBytes(LARGEST_ANSWER + 1);
      }
      if (body.length > LARGEST_ANSWER) {
        throw ErrorKind.TOO_LARGE.failure("Linear's answer is larger than 4 MB");
      }
      // It tells of too many questions by an error of the question itself.
      boolean tooOften = new String(body, StandardCharsets.UTF_8).contains("RATELIMITED");
      int status = tooOften && answer.statusCode() == 400 ? 429 : answer.statusCode();
      if (status != 200) {
        throw Refusals.of(status, answer.headers(), "Linear", todo(status), clock.instant());
      }
      return Converter.json().readTree(body);
    } catch (IOException unheard) {
      throw ErrorKind.UNAVAILABLE.failure("Linear did not answer: " + unheard, unheard);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw ErrorKind.INTERRUPTED.failure("stopped while Linear was asked", stopped);
    }
  }

  private String authorization() {
    String secret =
        key.orElseThrow(
            () ->
                ErrorKind.UNAUTHORIZED.failure(
                    "no key for Linear: set " + KEY + " where the worker runs"));
    return secret.startsWith(TOKEN_OF_AN_APP) ? "Bearer " + secret : secret;
  }

  private static String todo(int status) {
    return status == 401 || status == 403 ? "set " + KEY + " to a key that may read issues." : "";
  }
}
