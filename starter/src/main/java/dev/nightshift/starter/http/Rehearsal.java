package dev.nightshift.starter.http;

import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a JVM does for the first time takes it many times as long. So it is done before anybody
 * waits for it: at a door of its own, to which nobody comes, requests that come to nothing.
 */
public final class Rehearsal {
  private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);

  /** After so many calls the JVM has compiled what they go through. */
  private static final int REQUESTS = 400;

  private static final Request NOTHING = new Request("/rehearsal", "X-Rehearsal", "", "{}");
  private static final long LONGEST_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int MILLIS_TO_ANSWER = 5_000;

  private Rehearsal() {}

  /** One that is asked often, with the header that its sender signs in. */
  public record Request(String path, String header, String signature, String body) {
    private byte[] bytes() {
      byte[] content = body.getBytes(StandardCharsets.UTF_8);
      String head =
          """
          POST %s HTTP/1.1
          Host: 127.0.0.1
          Content-Type: application/json
          Content-Length: %d
          %s: %s

          """
              .formatted(path, content.length, header, signature)
              .replace("\n", "\r\n");
      return (head + body).getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Asks for what is not there, and in turn for this; its answers are nobody's. */
  public static void of(
      Consumer<JavalinConfig> routes, int mostInFlight, Optional<Request> request) {
    byte[] nothing = NOTHING.bytes();
    byte[] often = request.orElse(NOTHING).bytes();
    long until = System.nanoTime() + LONGEST_NANOS;
    try (Server door = Server.start(0, mostInFlight, routes);
        Socket line = new Socket(InetAddress.getLoopbackAddress(), door.address().getPort())) {
      line.setTcpNoDelay(true);
      line.setSoTimeout(MILLIS_TO_ANSWER);
      for (int n = 0; n < REQUESTS && System.nanoTime() < until; n++) {
        OutputStream out = line.getOutputStream();
        out.write(n % 4 == 0 ? nothing : often);
        out.flush();
        heard(line.getInputStream());
      }
    } catch (IOException | RuntimeException without) {
      log.debug("the door opens without a rehearsal", without);
    }
  }

  /** An answer is one piece, or is read with the next. */
  private static void heard(InputStream in) throws IOException {
    if (in.read(new byte[4096]) < 0) {
      throw new IOException("the door closed");
    }
  }
}
