package dev.nightshift.activities.outlet;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP proxy on a Unix socket that connects to the hosts it was given and to no other. Nothing
 * is read of what goes through; what was wanted in vain is remembered.
 */
public final class Outlet implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Outlet.class);

  private final ServerSocketChannel door;
  private final AllowedHosts allowed;
  private final ExecutorService threads;
  private final Set<SocketChannel> visitors = ConcurrentHashMap.newKeySet();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final Set<String> unreached = ConcurrentHashMap.newKeySet();

  private Outlet(ServerSocketChannel door, AllowedHosts allowed) {
    this.door = door;
    this.allowed = allowed;
    this.threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "outlet");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Hosts are names, {@code *.example.com} for all below one, and reached on 80 and 443 unless they
   * name a port.
   */
  public static Outlet open(Path socket, Collection<String> hosts) throws IOException {
    ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    door.bind(UnixDomainSocketAddress.of(socket));
    Outlet outlet = new Outlet(door, AllowedHosts.of(hosts));
    outlet.threads.execute(outlet::receive);
    return outlet;
  }

  /** The hosts that were asked for and are not allowed. */
  public List<String> refused() {
    return sorted(refused);
  }

  /** The hosts that are allowed and could not be reached. */
  public List<String> unreached() {
    return sorted(unreached);
  }

  private static List<String> sorted(Set<String> hosts) {
    return hosts.stream().sorted().toList();
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
      Optional<Wish> read = Wish.read(visitor);
      if (read.isEmpty()) {
        Passage.answer(visitor, "400 Bad Request");
        return;
      }
      Wish wish = read.get();
      if (!allowed.allow(wish.host(), wish.port())) {
        refused.add(wish.host());
        Passage.answer(visitor, "403 Forbidden");
        return;
      }
      pass(visitor, wish);
    } catch (IOException gone) {
      log.debug("a visitor is gone", gone);
    } finally {
      visitors.remove(visitor);
    }
  }

  private void pass(SocketChannel visitor, Wish wish) throws IOException {
    Optional<Passage> passage = Passage.to(wish, ProxySelector.getDefault());
    if (passage.isEmpty()) {
      unreached.add(wish.host());
      Passage.answer(visitor, "502 Bad Gateway");
      return;
    }
    try (Passage open = passage.get()) {
      open.pass(visitor, wish, threads);
    }
  }

  @Override
  public void close() {
    List<AutoCloseable> all = new ArrayList<>(visitors);
    all.add(door);
    for (AutoCloseable one : all) {
      try {
        one.close();
      } catch (Exception gone) {
        log.debug("it is closed already", gone);
      }
    }
    threads.shutdownNow();
  }
}
