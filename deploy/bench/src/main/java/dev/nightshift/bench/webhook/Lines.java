package dev.nightshift.bench.webhook;

import dev.nightshift.starter.hooks.HookSender.Letter;
import dev.nightshift.starter.hooks.HookSender.Reply;
import dev.nightshift.starter.hooks.RunHook;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A line of its own for each sender, which waits on it for the answer and does nothing beside. A
 * client that serves hundreds by a few threads adds their queue to what it measures.
 */
final class Lines {
  private static final int VERSION = "HTTP/1.1 ".length();
  private static final int MILLIS_TO_CONNECT = 2_000;
  private static final int MILLIS_TO_ANSWER = 10_000;

  private final int port;
  private final Map<Thread, Line> open = new ConcurrentHashMap<>();

  Lines(int port) {
    this.port = port;
  }

  Reply send(Letter letter) throws IOException {
    Line line = open.get(Thread.currentThread());
    if (line == null) {
      line = connected();
      open.put(Thread.currentThread(), line);
    }
    try {
      line.socket().getOutputStream().write(request(letter));
      return reply(line.answers());
    } catch (IOException dead) {
      open.remove(Thread.currentThread());
      line.socket().close();
      throw dead;
    }
  }

  private record Line(Socket socket, InputStream answers) {}

  private Line connected() throws IOException {
    hangUp();
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(MILLIS_TO_ANSWER);
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS_TO_CONNECT);
    return new Line(socket, new BufferedInputStream(socket.getInputStream()));
  }

  /** The lines of senders that are gone. */
  private void hangUp() throws IOException {
    for (Thread sender : List.copyOf(open.keySet())) {
      Line line = sender.isAlive() ? null : open.remove(sender);
      if (line != null) {
        line.socket().close();
      }
    }
  }

  private byte[] request(Letter letter) {
    String head =
        """
        POST %s HTTP/1.1
        Host: 127.0.0.1:%d
        Content-Type: application/json
        Content-Length: %d
        X-Nightshift-Signature: %s

        """
            .formatted(RunHook.PATH, port, letter.bytes().length, letter.signature())
            .replace("\n", "\r\n");
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    whole.writeBytes(letter.bytes());
    return whole.toByteArray();
  }

  private static Reply reply(InputStream in) throws IOException {
    int status = Integer.parseInt(line(in).substring(VERSION, VERSION + 3));
    String retryAfter = "";
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String value = header.substring(header.indexOf(':') + 1).trim();
      if (header.regionMatches(true, 0, "Retry-After:", 0, 12)) {
        retryAfter = value;
      } else if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        length = Integer.parseInt(value);
      }
    }
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new Reply(status, body, retryAfter);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the line went dead");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
