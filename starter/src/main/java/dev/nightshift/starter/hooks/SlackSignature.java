package dev.nightshift.starter.hooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** {@code v0=<hex>}: HMAC-SHA256 over {@code v0:<time>:<raw body>}, the time in a header beside. */
final class SlackSignature {
  static final String HEADER = "X-Slack-Signature";
  static final String TIME = "X-Slack-Request-Timestamp";

  /** Clocks differ; an older or a younger signature is somebody's recording. */
  private static final long WINDOW_SECONDS = 300;

  private final byte[] secret;
  private final InstantSource clock;

  SlackSignature(String secret, InstantSource clock) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
    this.clock = clock;
  }

  String sign(long time, byte[] body) {
    return "v0=" + HexFormat.of().formatHex(mac(time, body));
  }

  /** What is wrong with it; empty when it is right. */
  Optional<String> objection(String time, String signature, byte[] body) {
    if (time == null || signature == null) {
      return Optional.of("the headers " + TIME + " and " + HEADER + " are wanted");
    }
    if (!time.matches("\\d{1,12}") || !signature.matches("v0=[0-9a-f]{64}")) {
      return Optional.of("the headers " + TIME + " and " + HEADER + " are not as Slack sends them");
    }
    long then = Long.parseLong(time);
    byte[] given = HexFormat.of().parseHex(signature.substring("v0=".length()));
    if (!MessageDigest.isEqual(mac(then, body), given)) {
      return Optional.of("the signature does not fit the body; is the secret the app's own?");
    }
    if (Math.abs(clock.instant().getEpochSecond() - then) > WINDOW_SECONDS) {
      return Optional.of("the signature's time is more than 300 seconds off; check the clock");
    }
    return Optional.empty();
  }

  private byte[] mac(long time, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      mac.update(("v0:" + time + ":").getBytes(StandardCharsets.US_ASCII));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
