package dev.nightshift.activities.headless;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives whoever comes to a Unix socket, each on a thread of its own, until it is closed. Who
 * comes while the house is full finds the door shut: an agent can come a thousand times at once.
 */
final class Reception implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Reception.class);

  /**
   * Where nobody can be let in, as without a descriptor left, it is tried again when a visitor has
   * left, or after so long: others of this worker hold descriptors too.
   */
  private static final long PATIENCE_MILLIS = 200;

  private final ServerSocketChannel door;
  private final int most;
  private final Host host;
  private final ExecutorService threads = Threads.named("agent's door");
  private final Set<SocketChannel> visitors = ConcurrentHashMap.newKeySet();
  private final Semaphore gone = new Semaphore(0);

  private Reception(ServerSocketChannel door, int most, Host host) {
    this.door = door;
    this.most = most;
    this.host = host;
  }

  /** What is done with a visitor, who leaves when it returns. */
  @FunctionalInterface
  interface Host {
    void receive(SocketChannel visitor) throws IOException;
  }

  static Reception open(Path socket, int most, Host host) throws IOException {
    ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    door.bind(UnixDomainSocketAddress.of(socket));
    Reception reception = new Reception(door, most, host);
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
        admit(door.accept());
      } catch (ClosedChannelException closed) {
        log.debug("nobody comes any more", closed);
      } catch (IOException full) {
        log.warn("an agent's door cannot be opened now: {}", full.toString());
        awaitRoom();
      }
    }
  }

  private void admit(SocketChannel visitor) {
    if (visitors.size() >= most) {
      closeQuietly(visitor);
      return;
    }
    visitors.add(visitor);
    try {
      threads.execute(() -> serve(visitor));
    } catch (RejectedExecutionException over) {
      closeQuietly(visitor);
    }
  }

  private void awaitRoom() {
    gone.drainPermits();
    try {
      boolean left = gone.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      log.debug("a visitor has left: {}", left);
    } catch (InterruptedException closing) {
      // By then the door is closed, and the loop ends.
      Thread.currentThread().interrupt();
    }
  }

  private void serve(SocketChannel visitor) {
    try (visitor) {
      host.receive(visitor);
    } catch (IOException gone) {
      log.debug("a visitor is gone", gone);
    } finally {
      visitors.remove(visitor);
      gone.release();
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
