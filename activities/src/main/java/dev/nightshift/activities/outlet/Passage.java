package dev.nightshift.activities.outlet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to a host, and what goes to and fro on it. */
final class Passage implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Passage.class);
  private static final Duration TO_CONNECT = Duration.ofSeconds(10);

  /** A download that brings nothing for so long brings nothing more. */
  private static final Duration SILENCE = Duration.ofMinutes(2);

  private static final int AT_ONCE = 64 * 1024;

  private final Socket host;

  private Passage(Socket host) {
    this.host = host;
  }

  /** By the company's own proxy where there is one; empty where the host cannot be reached. */
  static Optional<Passage> to(Wish wish, ProxySelector proxies) throws IOException {
    String scheme = wish.tunnel() ? "https" : "http";
    URI uri = URI.create(scheme + "://" + wish.host() + ":" + wish.port());
    Proxy proxy = proxies.select(uri).stream().findFirst().orElse(Proxy.NO_PROXY);
    InetSocketAddress address =
        proxy.type() == Proxy.Type.DIRECT
            ? new InetSocketAddress(wish.host(), wish.port())
            : InetSocketAddress.createUnresolved(wish.host(), wish.port());
    Socket socket = new Socket(proxy);
    try {
      socket.connect(address, (int) TO_CONNECT.toMillis());
      socket.setSoTimeout((int) SILENCE.toMillis());
      return Optional.of(new Passage(socket));
    } catch (IOException away) {
      log.debug("{} cannot be reached", wish.host(), away);
      socket.close();
      return Optional.empty();
    }
  }

  /** Returns when either side has ended. */
  void pass(SocketChannel visitor, Wish wish, ExecutorService threads) throws IOException {
    if (wish.tunnel()) {
      write(visitor, "HTTP/1.1 200 Connection established\r\n\r\n");
    } else {
      host.getOutputStream().write(wish.head().getBytes(StandardCharsets.ISO_8859_1));
    }
    threads.execute(() -> outward(visitor));
    InputStream from = host.getInputStream();
    byte[] some = new byte[AT_ONCE];
    for (int n = from.read(some); n >= 0; n = from.read(some)) {
      write(visitor, ByteBuffer.wrap(some, 0, n));
    }
  }

  private void outward(SocketChannel visitor) {
    ByteBuffer some = ByteBuffer.allocate(AT_ONCE);
    try {
      OutputStream to = host.getOutputStream();
      while (visitor.read(some) >= 0) {
        to.write(some.array(), 0, some.position());
        some.clear();
      }
      host.shutdownOutput();
    } catch (IOException gone) {
      log.debug("one side is gone", gone);
    }
  }

  static void answer(SocketChannel visitor, String status) throws IOException {
    write(visitor, "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  }

  private static void write(SocketChannel visitor, String text) throws IOException {
    write(visitor, ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static void write(SocketChannel visitor, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      visitor.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    host.close();
  }
}
