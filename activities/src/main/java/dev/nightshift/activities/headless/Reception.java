package dev.nightshift.activities.headless;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives whoever comes to a Unix socket, each on a thread of its own, until it is closed. */
final class Reception implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Reception.class);

  private final ServerSocketChannel door;
  private final Host host;
  private final ExecutorService threads = Threads.named("agent's door");
  private final Set<SocketChannel> visitors = ConcurrentHashMap.newKeySet();

  private Reception(ServerSocketChannel door, Host host) {
    this.door = door;
    this.host = host;
  }

  /** What is done with a visitor, who leaves when it returns. */
  @FunctionalInterface
  interface Host {
    void receive(SocketChannel visitor) throws IOException;
  }

  static Reception open(Path socket, Host host) throws IOException {
    ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    door.bind(UnixDomainSocketAddress.of(socket));
    Reception reception = new Reception(door, host);
    reception.threads.execute(reception::receive);
    return reception;
  }

  /** Those who are there now. */
  Set<SocketChannel> visitors() {
    return visitors;
  }

  private void receive() {
    while (door.isOpen()) {
      try {
        SocketChannel visitor = door.accept();
        visitors.add(visitor);
        threads.execute(() -> serve(visitor));
      } catch (IOException closed) {
        log.debug("nobody comes any more", closed);
      }
    }
  }

  private void serve(SocketChannel visitor) {
    try (visitor) {
      host.receive(visitor);
    } catch (IOException gone) {
      log.debug("a visitor is gone", gone);
    } finally {
      visitors.remove(visitor);
    }
  }

  @Override
  public void close() {
    closeQuietly(door);
    visitors.forEach(Reception::closeQuietly);
    threads.shutdownNow();
  }

  static void closeQuietly(AutoCloseable one) {
    try {
      one.close();
    } catch (Exception gone) {
      log.debug("it is closed already", gone);
    }
  }
}
