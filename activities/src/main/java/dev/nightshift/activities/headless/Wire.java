package dev.nightshift.activities.headless;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;

/**
 * A visitor's line as two streams. Those of the JDK share a lock, so that nothing can be said while
 * one listens.
 */
final class Wire {
  private final SocketChannel line;
  private final CountDownLatch ended = new CountDownLatch(1);

  Wire(SocketChannel line) {
    this.line = line;
  }

  InputStream in() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = -1;
        try {
          count = line.read(ByteBuffer.wrap(bytes, offset, length));
          return count;
        } finally {
          if (count < 0) {
            ended.countDown();
          }
        }
      }

      @Override
      public void close() {
        ended.countDown();
      }
    };
  }

  OutputStream out() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer some = ByteBuffer.wrap(bytes, offset, length);
        while (some.hasRemaining()) {
          line.write(some);
        }
      }
    };
  }

  /** Returns when the visitor has said all, or the line is cut. */
  void awaitEnd() throws IOException {
    try {
      ended.await();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      throw new IOException("the door is being closed", closing);
    }
  }
}
