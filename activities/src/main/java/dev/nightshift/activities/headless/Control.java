package dev.nightshift.activities.headless;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The socket by which an agent in its cage is interrupted as by Ctrl-C ({@code inside.py}). */
final class Control implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Control.class);

  /** The first process in the cage comes once. */
  private static final int MOST_VISITORS = 8;

  private final Reception reception;

  private Control(Reception reception) {
    this.reception = reception;
  }

  static Control open(Path socket) throws IOException {
    return new Control(Reception.open(socket, MOST_VISITORS, Control::waitUntilItLeaves));
  }

  private static void waitUntilItLeaves(SocketChannel visitor) throws IOException {
    ByteBuffer some = ByteBuffer.allocate(16);
    while (visitor.read(some) >= 0) {
      some.clear();
    }
  }

  void interrupt() {
    for (SocketChannel visitor : reception.visitors()) {
      try {
        visitor.write(ByteBuffer.wrap("i".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
      } catch (IOException gone) {
        log.debug("it has ended already", gone);
      }
    }
  }

  @Override
  public void close() {
    reception.close();
  }
}
