package dev.nightshift.activities.blob;

import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.BlobRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Where things are in the blob store's folder: {@code ab/cdef…}, and what begins with a dot. */
record Places(Path root) {
  /** A put holds the lock for a rename only, a sweep for one folder of 256. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  static boolean isHash(String text) {
    return HASH.matcher(text).matches();
  }

  Path of(BlobRef ref) {
    if (ref == null || !isHash(ref.sha256())) {
      throw ErrorKind.BAD_INPUT.failure("this is no reference to a blob: " + ref);
    }
    return root.resolve(ref.sha256().substring(0, 2)).resolve(ref.sha256().substring(2));
  }

  Path incoming() {
    return root.resolve(".incoming");
  }

  Path setAside() {
    return root.resolve(".set-aside");
  }

  Path lock() {
    return root.resolve(".lock");
  }

  static String hashOf(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
