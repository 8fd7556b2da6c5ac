package dev.nightshift.activities.dbt;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A registry of dbt packages with one package, in one version. */
final class HubDouble implements AutoCloseable {
  final List<String> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final Path archive;

  /** The archive is a folder with the package in it, as GitHub makes them. */
  HubDouble(Path archive) throws IOException {
    this.archive = archive;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  String address() {
    return "http://" + host() + "/";
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    byte[] body =
        switch (path) {
          case "/api/v1/index.json" -> text("[\"acme/shared\"]");
          case "/api/v1/acme/shared.json" -> text(versions());
          case "/shared-1.2.0" -> Files.readAllBytes(archive);
          default -> new byte[0];
        };
    exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String versions() {
    return """
    {"name": "shared", "namespace": "acme", "latest": "1.2.0", "versions": {"1.2.0": {
      "name": "shared", "version": "1.2.0", "packages": [], "require_dbt_version": [],
      "downloads": {"tarball": "%sshared-1.2.0", "format": "tgz"}}}}
    """
        .formatted(address());
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
