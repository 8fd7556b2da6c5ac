package dev.nightshift.starter.hooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256, with which all senders sign. */
final class Hmac {
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] secret;

  Hmac(String secret) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  /** Of the parts, one after the other. */
  byte[] of(byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
