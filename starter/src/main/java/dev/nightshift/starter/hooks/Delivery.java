package dev.nightshift.starter.hooks;

import dev.nightshift.starter.hooks.HookSender.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How a sender brings a body to a hook. */
final class Delivery {
  private static final int TRIES = 10;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final URI hook;
  private final String header;

  /** {@code header} carries the signature. */
  Delivery(URI hook, String header) {
    this.hook = hook;
    this.header = header;
  }

  /** Exactly these bytes with exactly this signature; without one when it is empty. */
  Reply send(byte[] body, String signature) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(hook)
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (!signature.isEmpty()) {
      request.header(header, signature);
    }
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Reply(
        answer.statusCode(), answer.body(), answer.headers().firstValue("Retry-After").orElse(""));
  }

  /**
   * Sends until it is taken or refused: a 503 says that it should be sent again, and when. After
   * some tries the last answer stands.
   */
  Reply untilHeard(Sending sending) throws IOException, InterruptedException {
    Reply reply = sending.once();
    CountDownLatch pause = new CountDownLatch(1);
    for (int tries = 1; reply.status() == 503 && tries < TRIES; tries++) {
      pause.await(reply.secondsToWait(), TimeUnit.SECONDS);
      reply = sending.once();
    }
    return reply;
  }

  /** One try. */
  @FunctionalInterface
  interface Sending {
    Reply once() throws IOException, InterruptedException;
  }
}
