package dev.nightshift.activities.process;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that another process does for us, by its name there. Whoever knows the door may have it
 * ended: a line with its name goes in, and the connection is closed when nothing of it is left.
 */
record Errand(Path door, String name) {
  private static final Logger log = LoggerFactory.getLogger(Errand.class);

  private static final Duration PATIENCE_FOR_DEATH = Duration.ofSeconds(5);

  /** Whether anybody is behind the door: who leaves takes all work along. */
  boolean mayRun() {
    try (SocketChannel channel = connected()) {
      return channel.isConnected();
    } catch (IOException gone) {
      return false;
    }
  }

  /** Waits until nothing of it is left. */
  void end() {
    try (SocketChannel channel = connected();
        Selector ended = Selector.open()) {
      ByteBuffer line =
          ByteBuffer.wrap(("{\"end\": \"" + name + "\"}\n").getBytes(StandardCharsets.UTF_8));
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.configureBlocking(false);
      channel.register(ended, SelectionKey.OP_READ);
      if (ended.select(PATIENCE_FOR_DEATH.toMillis()) == 0) {
        log.warn("{} did not end when it was told to", name);
      }
    } catch (IOException gone) {
      log.debug("{} ended with its process", name, gone);
    }
  }

  private SocketChannel connected() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(door));
      return channel;
    } catch (IOException | RuntimeException refused) {
      channel.close();
      throw refused;
    }
  }
}
