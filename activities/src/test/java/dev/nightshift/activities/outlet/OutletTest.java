package dev.nightshift.activities.outlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutletTest {
  @TempDir Path folder;

  private ServerSocket host;
  private CompletableFuture<String> heard;

  @BeforeEach
  void a_host_that_answers_with_what_it_heard() throws IOException {
    host = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    heard = new CompletableFuture<>();
    Thread thread = new Thread(this::echo, "host");
    thread.setDaemon(true);
    thread.start();
  }

  private void echo() {
    try (Socket one = host.accept()) {
      byte[] some = new byte[1000];
      int n = one.getInputStream().read(some);
      heard.complete(new String(some, 0, n, ISO_8859_1));
      one.getOutputStream().write(("heard " + n).getBytes(ISO_8859_1));
    } catch (IOException closed) {
      heard.completeExceptionally(closed);
    }
  }

  @AfterEach
  void closed() throws IOException {
    host.close();
  }

  private String name() {
    return "127.0.0.1:" + host.getLocalPort();
  }

  private static String said(Path socket, String words) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      channel.write(ByteBuffer.wrap(words.getBytes(ISO_8859_1)));
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      ByteBuffer some = ByteBuffer.allocate(1000);
      while (channel.read(some) >= 0) {
        all.write(some.array(), 0, some.position());
        some.clear();
      }
      return all.toString(ISO_8859_1);
    }
  }

  @Test
  void a_tunnel_to_an_allowed_host_carries_bytes_both_ways() throws Exception {
    try (Outlet outlet = Outlet.open(folder.resolve("s"), List.of(name()))) {
      String answer =
          said(folder.resolve("s"), "CONNECT " + name() + " HTTP/1.1\r\nHost: x\r\n\r\nhello");
      assertEquals("HTTP/1.1 200 Connection established\r\n\r\nheard 5", answer);
      assertEquals("hello", heard.get());
      assertEquals(List.of(), outlet.refused());
    }
  }

  @Test
  void a_plain_request_is_passed_on_as_the_host_expects_it() throws Exception {
    try (Outlet outlet = Outlet.open(folder.resolve("s"), List.of(name()))) {
      said(
          folder.resolve("s"),
          "GET http://%s/a/b?c=d HTTP/1.1\r\nHost: %s\r\nProxy-Connection: keep-alive\r\n\r\n"
              .formatted(name(), name()));
      assertEquals(
          "GET /a/b?c=d HTTP/1.1\r\nHost: " + name() + "\r\nConnection: close\r\n\r\n",
          heard.get());
      assertEquals(List.of(), outlet.unreached());
    }
  }

  @Test
  void no_other_host_and_no_other_port_is_reached() throws Exception {
    try (Outlet outlet = Outlet.open(folder.resolve("s"), List.of("127.0.0.1", "a.example"))) {
      assertTrue(
          said(folder.resolve("s"), "CONNECT " + name() + " HTTP/1.1\r\n\r\n")
              .startsWith("HTTP/1.1 403 "));
      assertTrue(
          said(folder.resolve("s"), "GET http://b.example/ HTTP/1.1\r\n\r\n")
              .startsWith("HTTP/1.1 403 "));
      assertEquals(List.of("127.0.0.1", "b.example"), outlet.refused());
    }
  }

  @Test
  void a_host_that_is_away_is_remembered() throws Exception {
    host.close();
    try (Outlet outlet = Outlet.open(folder.resolve("s"), List.of(name()))) {
      assertTrue(
          said(folder.resolve("s"), "CONNECT " + name() + " HTTP/1.1\r\n\r\n")
              .startsWith("HTTP/1.1 502 "));
      assertEquals(List.of("127.0.0.1"), outlet.unreached());
    }
  }

  @Test
  void what_is_no_request_is_answered_as_such() throws Exception {
    try (Outlet outlet = Outlet.open(folder.resolve("s"), List.of("*.example"))) {
      for (String words :
          List.of("hello\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "CONNECT x@a.example:1 H\r\n\r\n")) {
        assertTrue(said(folder.resolve("s"), words).startsWith("HTTP/1.1 400 "), words);
      }
      assertEquals(List.of(), outlet.refused());
    }
  }

  @Test
  void a_star_stands_for_all_below_a_name_and_not_for_the_name() {
    AllowedHosts hosts = AllowedHosts.of(List.of("*.Example.com", "git.other.org:8443"));
    assertTrue(hosts.allow("a.b.example.COM", 443));
    assertTrue(hosts.allow("git.other.org", 8443));
    for (String no : List.of("example.com", "evilexample.com", "a.example.com.evil.org")) {
      assertEquals(false, hosts.allow(no, 443), no);
    }
    assertEquals(false, hosts.allow("a.example.com", 22));
    assertEquals(false, hosts.allow("git.other.org", 443));
  }
}
