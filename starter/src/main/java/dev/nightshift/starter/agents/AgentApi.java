package dev.nightshift.starter.agents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.starter.flows.AgentRuns;
import dev.nightshift.starter.flows.AgentRuns.Asked;
import dev.nightshift.starter.flows.Flows.Started;
import dev.nightshift.starter.http.Answers;
import dev.nightshift.workflows.durable.Converter;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpException;

/**
 * For programs that ask agents: a message begins a run, which is looked at until it is done. Who
 * asks has the token that the starter has; without one there is no way in.
 */
public final class AgentApi {
  /** Whoever has it may spend money on every project's agents. */
  public static final String TOKEN = "NIGHTSHIFT_API_TOKEN";

  private static final String AT = "/api/agents/";
  private static final int LARGEST = 256 * 1024;

  private final Settings settings;
  private final Supplier<AgentRuns> runs;
  private final Blobs blobs;
  private final Optional<String> token;

  public AgentApi(
      Settings settings, Supplier<AgentRuns> runs, Blobs blobs, Optional<String> token) {
    this.settings = settings;
    this.runs = runs;
    this.blobs = blobs;
    this.token = token;
  }

  /** Whether a path is for programs, who have no cookie. */
  public static boolean isAt(String path) {
    return path.startsWith(AT);
  }

  public void routes(JavalinConfig config) {
    config.routes.post(AT + "{name}/runs", http -> let(http, this::start));
    String one = AT + "{name}/runs/{id}";
    config.routes.get(one, http -> let(http, this::look));
    config.routes.head(one, http -> let(http, this::look));
    config.routes.delete(one, http -> let(http, this::stop));
  }

  private interface Handled {
    void by(Context http) throws IOException;
  }

  private void let(Context http, Handled handled) throws IOException {
    http.header("Cache-Control", "no-store");
    if (token.isEmpty()) {
      Answers.refuse(http, 503, "the API is off: set " + TOKEN + " where the starter runs");
    } else if (!isTheirs(http.header("Authorization"), token.get())) {
      http.header("WWW-Authenticate", "Bearer");
      Answers.refuse(http, 401, "say Authorization: Bearer and the value of " + TOKEN);
    } else {
      try {
        handled.by(http);
      } catch (IllegalArgumentException meant) {
        Answers.refuse(http, 400, meant.getMessage());
      }
    }
  }

  private static boolean isTheirs(String given, String token) {
    byte[] theirs = (given == null ? "" : given).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(theirs, ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
  }

  private void start(Context http) throws IOException {
    JsonNode body = body(http);
    Message message =
        Message.of(
            settings,
            body.path("project").asText(""),
            http.pathParam("name"),
            body.path("message").asText(""),
            body.path("engine").asText(""),
            dollars(body.path("dollars")),
            Optional.ofNullable(http.header("Idempotency-Key")).orElse(""));
    Started started = runs.get().start(message.id(), message.request());
    Answers.json(
        http,
        started.now() ? 202 : 200,
        Map.of(
            "id",
            Message.key(started.id()),
            "project",
            message.request().project(),
            "started",
            started.now()));
  }

  private static Double dollars(JsonNode said) {
    if (!said.isMissingNode() && !said.isNumber()) {
      throw new IllegalArgumentException("dollars are a number");
    }
    return said.isMissingNode() ? null : said.asDouble();
  }

  private String id(Context http) {
    String project = Optional.ofNullable(http.queryParam("project")).orElse("");
    return Message.id(settings, project, http.pathParam("name"), http.pathParam("id"));
  }

  private void stop(Context http) {
    Answers.json(
        http, 200, Map.of("stopped", runs.get().cancel(id(http), "a program stopped it by " + AT)));
  }

  private void look(Context http) {
    Optional<Asked> asked = runs.get().find(id(http));
    if (asked.isEmpty()) {
      Answers.refuse(http, 404, "Temporal knows no such run (any more)");
    } else {
      Answers.json(http, 200, Answer.of(asked.get(), blobs));
    }
  }

  private static JsonNode body(Context http) throws IOException {
    byte[] body;
    try {
      body = http.req().getInputStream().readNBytes(LARGEST + 1);
    } catch (HttpException.RuntimeException cutOff) {
      throw new IllegalArgumentException("the body did not arrive whole", cutOff);
    }
    if (body.length > LARGEST) {
      throw new IllegalArgumentException("the body is larger than 256 KB");
    }
    try {
      JsonNode json = Converter.json().readTree(body);
      if (json != null && json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException("the body is not JSON", broken);
    }
    throw new IllegalArgumentException("the body is not a JSON object");
  }
}
