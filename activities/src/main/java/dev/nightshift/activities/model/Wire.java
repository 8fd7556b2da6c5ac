package dev.nightshift.activities.model;

import dev.nightshift.workflows.durable.ErrorKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLHandshakeException;

/** Sends a question once and passes its answer on as it comes, as long as something comes. */
final class Wire {
  /** A model says a few hundred kilobytes; what goes on for ever is no answer. */
  private static final long LARGEST_ANSWER = 64L << 20;

  /** Of a refusal the beginning. */
  private static final int LARGEST_REFUSAL = 64 << 10;

  private final HttpClient client;

  Wire(HttpClient client) {
    this.client = client;
  }

  /** What comes in, in its order. */
  private sealed interface Part {}

  private record Head(ResponseInfo info) implements Part {}

  private record Bytes(ByteBuffer content) implements Part {}

  private record End(Throwable why) implements Part {}

  /**
   * Passes on the bytes of an answer, keeps those of a refusal. {@code who} is the beginning of a
   * sentence. What broke off may have been paid for, unless it was {@link NeverSent}.
   */
  Reply send(HttpRequest request, String who, Duration silence, Consumer<ByteBuffer> answer)
      throws NeverSent {
    BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    CompletableFuture<HttpResponse<Void>> exchange =
        client.sendAsync(
            request,
            info -> {
              parts.add(new Head(info));
              return BodySubscribers.ofByteArrayConsumer(
                  some -> some.ifPresent(bytes -> parts.add(new Bytes(ByteBuffer.wrap(bytes)))));
            });
    var unused = exchange.whenComplete((done, why) -> parts.add(new End(why)));
    try {
      return listen(parts, who, silence, answer);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw ErrorKind.INTERRUPTED.failure("stopped while " + who + " was asked", stopped);
    } finally {
      exchange.cancel(true);
    }
  }

  private static Reply listen(
      BlockingQueue<Part> parts, String who, Duration silence, Consumer<ByteBuffer> answer)
      throws InterruptedException, NeverSent {
    ByteArrayOutputStream refusal = new ByteArrayOutputStream();
    ResponseInfo head = null;
    long length = 0;
    while (true) {
      Part part = parts.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
      if (part == null) {
        throw ErrorKind.TIMED_OUT.failure(
            who + " has said nothing for " + silence.toSeconds() + " s.");
      }
      if (part instanceof Head first) {
        head = first.info();
      } else if (part instanceof Bytes some) {
        length += some.content().remaining();
        take(some.content(), head, refusal, answer);
      } else if (part instanceof End end) {
        // What breaks off at the end of a refusal changes nothing; of an answer the hearer tells.
        return reply(head, end.why(), who, refusal);
      }
      if (length > LARGEST_ANSWER) {
        throw ErrorKind.TOO_LARGE.failure("The answer of " + who + " is larger than 64 MB.");
      }
    }
  }

  private static void take(
      ByteBuffer some, ResponseInfo head, ByteArrayOutputStream refusal, Consumer<ByteBuffer> to) {
    if (head.statusCode() == 200) {
      to.accept(some);
      return;
    }
    while (some.hasRemaining() && refusal.size() < LARGEST_REFUSAL) {
      refusal.write(some.get());
    }
  }

  private static Reply reply(
      ResponseInfo head, Throwable why, String who, ByteArrayOutputStream refusal)
      throws NeverSent {
    if (head == null) {
      throw unheard(why, who);
    }
    return new Reply(head.statusCode(), head.headers(), refusal.toString(StandardCharsets.UTF_8));
  }

  private static RuntimeException unheard(Throwable why, String who) throws NeverSent {
    Throwable cause = why instanceof CompletionException both ? both.getCause() : why;
    boolean never =
        cause instanceof ConnectException
            || cause instanceof HttpConnectTimeoutException
            || cause instanceof SSLHandshakeException;
    if (never) {
      throw new NeverSent((IOException) cause);
    }
    return ErrorKind.UNAVAILABLE.failure(who + " did not answer: " + cause, cause);
  }
}
