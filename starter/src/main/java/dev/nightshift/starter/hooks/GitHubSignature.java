package dev.nightshift.starter.hooks;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** GitHub's: {@code sha256=} and the HMAC-SHA256 of the raw body as hex. */
final class GitHubSignature {
  static final String HEADER = "X-Hub-Signature-256";

  private static final Pattern FORM = Pattern.compile("sha256=([0-9a-f]{64})");

  private final Hmac secret;

  GitHubSignature(String secret) {
    this.secret = new Hmac(secret);
  }

  String sign(byte[] body) {
    return "sha256=" + HexFormat.of().formatHex(secret.of(body));
  }

  /** What is wrong with it; empty when it is right. */
  Optional<String> objection(String header, byte[] body) {
    if (header == null || header.isBlank()) {
      return Optional.of(
          "the header " + HEADER + " is missing: give the webhook on GitHub the secret");
    }
    Matcher matcher = FORM.matcher(header.strip());
    if (!matcher.matches()) {
      return Optional.of("the header " + HEADER + " is not sha256=<hex>");
    }
    byte[] given = HexFormat.of().parseHex(matcher.group(1));
    return MessageDigest.isEqual(secret.of(body), given)
        ? Optional.empty()
        : Optional.of("the signature does not fit the body; is the secret the same?");
  }
}
