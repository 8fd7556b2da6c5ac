package dev.nightshift.starter.hooks;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * dbt Cloud's: the HMAC-SHA256 of the raw body as bare hex. It holds no time, so that nothing but
 * the run's id stops a replay.
 */
final class CloudSignature {
  static final String HEADER = "Authorization";

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  private final Hmac secret;

  CloudSignature(String secret) {
    this.secret = new Hmac(secret);
  }

  String sign(byte[] body) {
    return HexFormat.of().formatHex(secret.of(body));
  }

  /** What is wrong with it; empty when it is right. */
  Optional<String> objection(String header, byte[] body) {
    if (header == null || header.isBlank()) {
      return Optional.of("the header " + HEADER + " is missing");
    }
    if (!FORM.matcher(header.strip()).matches()) {
      return Optional.of("the header " + HEADER + " is not the hex of an HMAC-SHA256");
    }
    byte[] given = HexFormat.of().parseHex(header.strip());
    return MessageDigest.isEqual(secret.of(body), given)
        ? Optional.empty()
        : Optional.of("the signature does not fit the body; is the secret the same?");
  }
}
