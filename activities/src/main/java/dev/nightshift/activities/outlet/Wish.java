package dev.nightshift.activities.outlet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a visitor asks of a proxy: a tunnel to a host, or one request that is to be passed on.
 * {@code head} is what the host is to be told first; empty for a tunnel.
 */
record Wish(String host, int port, boolean tunnel, String head) {
  /** Longer than any head that an honest client writes. */
  private static final int MOST_BYTES = 32 * 1024;

  private static final int HTTP = 80;

  /** Empty where it is no request to a proxy. */
  static Optional<Wish> read(SocketChannel visitor) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    ByteBuffer one = ByteBuffer.allocate(1);
    // Byte by byte: what follows the head is the tunnel's.
    while (!ends(head) && head.size() < MOST_BYTES) {
      one.clear();
      if (visitor.read(one) < 0) {
        return Optional.empty();
      }
      head.write(one.get(0));
    }
    return of(head.toString(StandardCharsets.ISO_8859_1));
  }

  private static boolean ends(ByteArrayOutputStream head) {
    byte[] bytes = head.toByteArray();
    int n = bytes.length;
    return n >= 4
        && bytes[n - 4] == '\r'
        && bytes[n - 3] == '\n'
        && bytes[n - 2] == '\r'
        && bytes[n - 1] == '\n';
  }

  static Optional<Wish> of(String head) {
    int end = head.indexOf("\r\n");
    String[] words = end < 0 ? new String[0] : head.substring(0, end).split(" ", -1);
    if (words.length != 3) {
      return Optional.empty();
    }
    try {
      boolean tunnel = words[0].equals("CONNECT");
      URI uri = new URI(tunnel ? "//" + words[1] : words[1]);
      boolean known = tunnel ? uri.getPort() > 0 : "http".equals(uri.getScheme());
      if (uri.getHost() == null || uri.getRawUserInfo() != null || !known) {
        return Optional.empty();
      }
      int port = uri.getPort() > 0 ? uri.getPort() : HTTP;
      String first = tunnel ? "" : passedOn(words, uri) + once(head.substring(end));
      return Optional.of(new Wish(uri.getHost(), port, tunnel, first));
    } catch (URISyntaxException nonsense) {
      return Optional.empty();
    }
  }

  private static String passedOn(String[] words, URI uri) {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return words[0] + " " + path + query + " " + words[2];
  }

  /** The next request may be to another host, so the connection ends with this one. */
  private static String once(String headers) {
    return headers
            .replaceAll("(?i)\r\n(proxy-)?connection:[^\r]*", "")
            .replaceFirst("\r\n\r\n$", "")
        + "\r\nConnection: close\r\n\r\n";
  }
}
