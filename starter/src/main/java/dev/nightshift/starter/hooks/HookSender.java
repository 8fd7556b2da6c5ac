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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The sender's side: what a night job does when its run has ended. */
public final class HookSender {
  private static final int TRIES = 10;

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

  /**
   * Tells until it is taken or refused: a 503 says that it should be told again, and when. After
   * some tries the last answer stands.
   */
  public Reply tellUntilHeard(String project, String run, String artifacts)
      throws IOException, InterruptedException {
    Reply reply = tell(project, run, artifacts);
    CountDownLatch pause = new CountDownLatch(1);
    for (int tries = 1; reply.status() == 503 && tries < TRIES; tries++) {
      pause.await(reply.secondsToWait(), TimeUnit.SECONDS);
      reply = tell(project, run, artifacts);
    }
    return reply;
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
  public record Reply(int status, String body, String retryAfter) {
    /** What the starter asks for, within reason. */
    private int secondsToWait() {
      return retryAfter.matches("[1-9]") ? Integer.parseInt(retryAfter) : 1;
    }
  }
}
