package dev.nightshift.activities.github;

import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The private key of a GitHub App, which signs for a few minutes at a time that it is us. */
final class AppKey {
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN (RSA )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END (?:RSA )?PRIVATE KEY-----");

  /** GitHub takes ten minutes at most, and its clock may be behind ours. */
  private static final Duration VALID = Duration.ofMinutes(8);

  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(60);

  /** Version 0 and «an RSA key», which the older of the two forms leaves out. */
  private static final byte[] RSA = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

  private final PrivateKey key;

  private AppKey(PrivateKey key) {
    this.key = key;
  }

  /** Reads what GitHub lets an app's owner download. */
  static AppKey of(String pem) {
    Matcher matcher = PEM.matcher(pem);
    if (!matcher.find()) {
      throw unreadable(null);
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(matcher.group(2).strip());
      byte[] wrapped = matcher.group(1) == null ? der : tagged(0x30, both(RSA, tagged(0x04, der)));
      return new AppKey(
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(wrapped)));
    } catch (GeneralSecurityException | IllegalArgumentException damaged) {
      throw unreadable(damaged);
    }
  }

  /** A JSON Web Token in the name of the app. */
  String sign(long app, Instant now) {
    try {
      Map<String, Object> claims = new TreeMap<>();
      claims.put("iat", now.minus(CLOCKS_DIFFER).getEpochSecond());
      claims.put("exp", now.plus(VALID).getEpochSecond());
      claims.put("iss", Long.toString(app));
      String text = part(Map.of("alg", "RS256")) + "." + part(claims);
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + encoded(signature.sign());
    } catch (GeneralSecurityException | IOException e) {
      throw ErrorKind.UNAUTHORIZED.failure("the app's key cannot sign", e);
    }
  }

  private static String part(Map<String, ?> json) throws IOException {
    return encoded(Converter.json().writeValueAsBytes(json));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] tagged(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 4);
    out.write(tag);
    if (content.length < 128) {
      out.write(content.length);
    } else {
      out.write(0x82);
      out.write(content.length >> 8);
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] both(byte[] one, byte[] other) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(one.length + other.length);
    out.writeBytes(one);
    out.writeBytes(other);
    return out.toByteArray();
  }

  private static RuntimeException unreadable(Exception why) {
    return ErrorKind.UNAUTHORIZED.failure(
        Connections.APP_KEY
            + " is no private key in PEM: take the file that GitHub gave for the app, whole",
        why);
  }
}
