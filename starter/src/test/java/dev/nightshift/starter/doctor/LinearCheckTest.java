package dev.nightshift.starter.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.SettingsFile;
import dev.nightshift.starter.doctor.Finding.Mark;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinearCheckTest {
  @TempDir Path folder;

  private HttpServer linear;
  private int status = 200;

  @BeforeEach
  void listen() throws IOException {
    linear = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    linear.createContext(
        "/graphql",
        http -> {
          try (http) {
            byte[] body =
                """
                {"data": {"viewer": {"name": "Kim"}, "organization": {"name": "Larkspur"}}}
                """
                    .getBytes(StandardCharsets.UTF_8);
            http.sendResponseHeaders(status, body.length);
            http.getResponseBody().write(body);
          }
        });
    linear.start();
  }

  @AfterEach
  void close() {
    linear.stop(0);
  }

  private Optional<Finding> finding(Map<String, String> environment) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("nightshift.yml"),
            """
            linear: {api: 'http://127.0.0.1:%d/graphql'}
            projects:
              - name: shop
                repository: acme/shop
                target: prod
                warehouse: {kind: duckdb, path: /data/shop.duckdb}
                artifacts: /data/runs
            """
                .formatted(linear.getAddress().getPort()));
    Settings settings = SettingsFile.read(file, environment);
    return LinearCheck.finding(settings, environment);
  }

  @Test
  void who_has_a_key_that_is_taken_is_told_whose_it_is() throws IOException {
    Finding finding = finding(Map.of("NIGHTSHIFT_LINEAR_KEY", "lin_api_x")).orElseThrow();
    assertEquals(Mark.FINE, finding.mark());
    assertEquals("Kim in Larkspur", finding.says());
  }

  @Test
  void a_key_that_is_not_taken_is_told_with_what_to_set() throws IOException {
    status = 401;
    Finding finding = finding(Map.of("NIGHTSHIFT_LINEAR_KEY", "lin_api_x")).orElseThrow();
    assertEquals(Mark.WRONG, finding.mark());
    assertTrue(finding.says().contains("NIGHTSHIFT_LINEAR_KEY"), finding.says());
  }

  @Test
  void who_has_none_is_told_nothing() throws IOException {
    assertEquals(Optional.empty(), finding(Map.of()));
  }
}
