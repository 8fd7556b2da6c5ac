package dev.nightshift.activities.headless;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a visitor of a Unix socket to a server on loopback, and back. */
record Relay(InetSocketAddress server, ExecutorService threads) {
  private static final Logger log = LoggerFactory.getLogger(Relay.class);

  private static final int AT_ONCE = 64 * 1024;

  /** Returns when the server has said all. */
  void pass(SocketChannel visitor) throws IOException {
    try (Socket to = new Socket(server.getAddress(), server.getPort())) {
      to.setTcpNoDelay(true);
      threads.execute(() -> inward(visitor, to));
      InputStream from = to.getInputStream();
      byte[] some = new byte[AT_ONCE];
      for (int n = from.read(some); n >= 0; n = from.read(some)) {
        ByteBuffer bytes = ByteBuffer.wrap(some, 0, n);
        while (bytes.hasRemaining()) {
          visitor.write(bytes);
        }
      }
    }
  }

  private static void inward(SocketChannel visitor, Socket to) {
    ByteBuffer some = ByteBuffer.allocate(AT_ONCE);
    try {
      OutputStream out = to.getOutputStream();
      while (visitor.read(some) >= 0) {
        out.write(some.array(), 0, some.position());
        some.clear();
      }
      to.shutdownOutput();
    } catch (IOException gone) {
      log.debug("one side is gone", gone);
    }
  }
}
