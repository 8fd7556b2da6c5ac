package dev.nightshift.starter.hooks;

import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;

/** The sender's side: what a night job does when its run has ended. */
public final class HookSender {
  private final Delivery delivery;
  private final HookSignature signature;

  public HookSender(URI starter, String secret, InstantSource clock) {
    this.delivery = new Delivery(starter.resolve(RunHook.PATH), HookSignature.HEADER);
    this.signature = new HookSignature(secret, clock);
  }

  /** Tells of a run, signed; {@code run} may be empty. */
  public Reply tell(String project, String run, String artifacts)
      throws IOException, InterruptedException {
    Letter letter = letter(project, run, artifacts);
    return send(letter.bytes(), letter.signature());
  }

  /** What {@link #tell} sends. */
  public Letter letter(String project, String run, String artifacts) throws IOException {
    String body =
        Converter.json()
            .writeValueAsString(Map.of("project", project, "run", run, "artifacts", artifacts));
    return new Letter(body, signature.sign(body.getBytes(StandardCharsets.UTF_8)));
  }

  /** Tells until it is taken or refused. */
  public Reply tellUntilHeard(String project, String run, String artifacts)
      throws IOException, InterruptedException {
    return delivery.untilHeard(() -> tell(project, run, artifacts));
  }

  /** Exactly these bytes with exactly this header; without one when it is empty. */
  public Reply send(byte[] body, String header) throws IOException, InterruptedException {
    return delivery.send(body, header);
  }

  String sign(byte[] body) {
    return signature.sign(body);
  }

  /** A body, and what its header {@value HookSignature#HEADER} says. */
  public record Letter(String body, String signature) {
    public byte[] bytes() {
      return body.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** What came back. */
  public record Reply(int status, String body, String retryAfter) {
    /** What the starter asks for, within reason. */
    int secondsToWait() {
      return retryAfter.matches("[1-9]") ? Integer.parseInt(retryAfter) : 1;
    }
  }
}
