package dev.nightshift.starter.hooks;

import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** The sender's side: what a night job does when its run has ended. */
public final class HookSender {
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final URI hook;
  private final HookSignature signature;

  public HookSender(URI starter, String secret, InstantSource clock) {
    this.hook = starter.resolve(RunHook.PATH);
    this.signature = new HookSignature(secret, clock);
  }

  /** Tells of a run, signed; {@code run} may be empty. */
  public Reply tell(String project, String run, String artifacts)
      throws IOException, InterruptedException {
    byte[] body =
        Converter.json()
            .writeValueAsBytes(Map.of("project", project, "run", run, "artifacts", artifacts));
    return send(body, signature.sign(body));
  }

  /** Exactly these bytes with exactly this header; without one when it is empty. */
  public Reply send(byte[] body, String header) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(hook)
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (!header.isEmpty()) {
      request.header(HookSignature.HEADER, header);
    }
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Reply(
        answer.statusCode(), answer.body(), answer.headers().firstValue("Retry-After").orElse(""));
  }

  String sign(byte[] body) {
    return signature.sign(body);
  }

  /** What came back. */
  public record Reply(int status, String body, String retryAfter) {}
}
