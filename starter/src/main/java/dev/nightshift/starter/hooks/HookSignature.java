package dev.nightshift.starter.hooks;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code t=<unix seconds>,v1=<hex>}: HMAC-SHA256 over the time, a dot and the raw body. */
final class HookSignature {
  static final String HEADER = "X-Nightshift-Signature";

  /** Clocks differ; an older or a younger signature is somebody's recording. */
  private static final long WINDOW_SECONDS = 300;

  private static final Pattern FORM = Pattern.compile("t=(\\d{1,12}),v1=([0-9a-f]{64})");

  private final Hmac secret;
  private final InstantSource clock;

  HookSignature(String secret, InstantSource clock) {
    this.secret = new Hmac(secret);
    this.clock = clock;
  }

  String sign(byte[] body) {
    long time = clock.instant().getEpochSecond();
    return "t=" + time + ",v1=" + HexFormat.of().formatHex(mac(time, body));
  }

  /** What is wrong with it; empty when it is right. */
  Optional<String> objection(String header, byte[] body) {
    if (header == null || header.isBlank()) {
      return Optional.of("the header " + HEADER + " is missing");
    }
    Matcher matcher = FORM.matcher(header.strip());
    if (!matcher.matches()) {
      return Optional.of("the header " + HEADER + " is not t=<unix seconds>,v1=<hex>");
    }
    long time = Long.parseLong(matcher.group(1));
    byte[] given = HexFormat.of().parseHex(matcher.group(2));
    if (!MessageDigest.isEqual(mac(time, body), given)) {
      return Optional.of("the signature does not fit what came; is the secret the same?");
    }
    if (Math.abs(clock.instant().getEpochSecond() - time) > WINDOW_SECONDS) {
      return Optional.of("the signature's time is more than 300 seconds off; check both clocks");
    }
    return Optional.empty();
  }

  private byte[] mac(long time, byte[] body) {
    return secret.of((time + ".").getBytes(StandardCharsets.US_ASCII), body);
  }
}
