package dev.nightshift.activities.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.http.Outbound;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kohsuke.github.connector.GitHubConnector;
import org.kohsuke.github.connector.GitHubConnectorRequest;
import org.kohsuke.github.connector.GitHubConnectorResponse;

/**
 * One request and its answer. Nothing is tried twice, slept for or redirected: what asks for
 * patience is a retryable failure with its delay, and any other answer that is no success is {@link
 * Said}.
 */
final class Line implements GitHubConnector {
  /** Well below the time that a publishing step has, and above what GitHub ever takes. */
  private static final Duration CALL = Duration.ofSeconds(12);

  private static final String API_VERSION = "2022-11-28";

  /** The client sets these itself; without the encoding, errors can be read as they come. */
  private static final Set<String> NOT_OURS =
      Set.of("host", "connection", "content-length", "accept-encoding");

  private final HttpClient client = Outbound.client();
  private final URI api;
  private final InstantSource clock;

  Line(String api, InstantSource clock) {
    this.api = URI.create(api);
    this.clock = clock;
  }

  /** What the library has no words for: a path below the API's address, a value and an answer. */
  JsonNode ask(String method, String path, String token, Object body) {
    return ask(method, URI.create(api + path), token, body);
  }

  /** A GraphQL answer is a success even when it holds errors; they are read by who asked. */
  JsonNode query(String token, Object body) {
    String address = api.toString();
    URI graphql =
        URI.create(
            (address.endsWith("/api/v3")
                    ? address.substring(0, address.length() - "/v3".length())
                    : address)
                + "/graphql");
    return ask("POST", graphql, token, body);
  }

  private JsonNode ask(String method, URI address, String token, Object body) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(address)
              .header("Accept", "application/vnd.github+json")
              .header("Authorization", "Bearer " + token)
              .header("X-GitHub-Api-Version", API_VERSION);
      if (body == null) {
        request.method(method, BodyPublishers.noBody());
      } else {
        request
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofByteArray(Converter.json().writeValueAsBytes(body)));
      }
      byte[] answer = exchange(request).body();
      return Converter.json().readTree(answer.length == 0 ? new byte[] {'{', '}'} : answer);
    } catch (IOException cutOff) {
      throw ErrorKind.UNAVAILABLE.failure(
          "GitHub's answer to " + method + " " + address.getPath() + " cannot be read", cutOff);
    }
  }

  @Override
  public GitHubConnectorResponse send(GitHubConnectorRequest request) throws IOException {
    HttpRequest.Builder copy = HttpRequest.newBuilder(URI.create(request.url().toString()));
    request
        .allHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_OURS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> copy.header(name, value));
              }
            });
    Optional.ofNullable(request.contentType())
        .filter(type -> request.header("Content-Type") == null)
        .ifPresent(type -> copy.header("Content-Type", type));
    try (InputStream body = request.hasBody() ? request.body() : InputStream.nullInputStream()) {
      byte[] bytes = body.readAllBytes();
      copy.method(
          request.method(),
          request.hasBody() ? BodyPublishers.ofByteArray(bytes) : BodyPublishers.noBody());
    }
    HttpResponse<byte[]> answer = exchange(copy);
    return new Answer(request, answer);
  }

  private HttpResponse<byte[]> exchange(HttpRequest.Builder request) {
    HttpRequest asked = request.timeout(CALL).build();
    String what = asked.method() + " " + asked.uri().getPath();
    HttpResponse<byte[]> answer;
    try {
      answer = client.send(asked, BodyHandlers.ofByteArray());
    } catch (InterruptedIOException | InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw ErrorKind.INTERRUPTED.failure("stopped while GitHub was asked: " + what, stopped);
    } catch (IOException away) {
      throw ErrorKind.UNAVAILABLE.failure(
          "GitHub at " + asked.uri().getHost() + " does not answer (" + what + "): " + away, away);
    }
    int status = answer.statusCode();
    if (status / 100 == 2) {
      return answer;
    }
    Optional<Duration> delay =
        Limits.delay(status, answer.headers(), answer.body(), clock.instant());
    if (delay.isPresent()) {
      throw ErrorKind.RATE_LIMITED.failureAfter(
          "GitHub asks for patience (" + what + "): next try in " + delay.get().toSeconds() + " s",
          delay.get());
    }
    Said said = new Said(status, what, answer.headers(), answer.body());
    if (status >= 500) {
      throw ErrorKind.UNAVAILABLE.failure(
          "GitHub is in trouble (" + what + "): " + status + " " + said.sentence(), said);
    }
    throw said;
  }

  private static final class Answer extends GitHubConnectorResponse.ByteArrayResponse {
    private final byte[] body;

    Answer(GitHubConnectorRequest request, HttpResponse<byte[]> answer) {
      super(request, answer.statusCode(), Map.copyOf(answer.headers().map()));
      this.body = answer.body();
    }

    @Override
    protected InputStream rawBodyStream() {
      return new ByteArrayInputStream(body);
    }
  }
}
