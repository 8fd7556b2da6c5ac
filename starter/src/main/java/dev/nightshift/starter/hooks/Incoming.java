package dev.nightshift.starter.hooks;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jetty.http.HttpException;

/** A body that is passed on as it comes, and that remembers why it came to no end. */
final class Incoming extends InputStream {
  private final Context http;
  private final long largest;
  private long read;
  private boolean brokeOff;

  Incoming(Context http, long largest) {
    this.http = http;
    this.largest = largest;
  }

  boolean isTooLarge() {
    return read > largest;
  }

  boolean brokeOff() {
    return brokeOff;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = next(bytes, offset, length);
    read += Math.max(0, count);
    if (isTooLarge()) {
      throw new IOException("more than " + largest + " bytes");
    }
    return count;
  }

  private int next(byte[] bytes, int offset, int length) throws IOException {
    try {
      return http.req().getInputStream().read(bytes, offset, length);
    } catch (IOException | HttpException.RuntimeException cutOff) {
      brokeOff = true;
      throw new IOException(cutOff);
    }
  }
}
