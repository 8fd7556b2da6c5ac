package dev.nightshift.activities.blob;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Supplier;

/** Hashes what passes, and fails at the end of the stream when it is not what was promised. */
final class VerifiedStream extends FilterInputStream {
  private final MessageDigest digest = Places.sha256();
  private final String expected;
  private final Supplier<RuntimeException> spoilt;
  private boolean verified;

  VerifiedStream(InputStream in, String expected, Supplier<RuntimeException> spoilt) {
    super(in);
    this.expected = expected;
    this.spoilt = spoilt;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int count = read(one, 0, 1);
    return count < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    if (count > 0) {
      digest.update(bytes, offset, count);
    } else if (count < 0) {
      verify();
    }
    return count;
  }

  /** What is skipped is hashed too. */
  @Override
  public long skip(long wanted) throws IOException {
    byte[] buffer = new byte[8192];
    long skipped = 0;
    while (skipped < wanted) {
      int count = read(buffer, 0, (int) Math.min(buffer.length, wanted - skipped));
      if (count < 0) {
        break;
      }
      skipped += count;
    }
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void verify() {
    if (verified) {
      return;
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(expected)) {
      throw spoilt.get();
    }
    verified = true;
  }
}
