package dev.nightshift.starter.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.SettingsFile;
import dev.nightshift.activities.home.Home;
import dev.nightshift.starter.doctor.Finding.Mark;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotionCheckTest {
  private static final Map<String, String> SECRET = Map.of("NIGHTSHIFT_NOTION_TOKEN", "ntn_1");

  @TempDir Path folder;
  private int status = 200;
  private HttpServer notion;

  @BeforeEach
  void listen() throws IOException {
    notion = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    notion.createContext(
        "/v1/data_sources/",
        http -> {
          try (http) {
            byte[] body = "{\"results\":[],\"has_more\":false}".getBytes(StandardCharsets.UTF_8);
            http.sendResponseHeaders(status, body.length);
            http.getResponseBody().write(body);
          }
        });
    notion.start();
  }

  @AfterEach
  void close() {
    notion.stop(0);
  }

  @Test
  void a_data_source_that_is_there_is_green() throws IOException {
    assertEquals(Mark.FINE, finding(SECRET).mark(), finding(SECRET)::toString);
  }

  @Test
  void what_is_missing_is_told_with_what_to_do() throws IOException {
    assertTrue(finding(Map.of()).says().contains("NIGHTSHIFT_NOTION_TOKEN"));
    status = 404;
    assertEquals(Mark.WRONG, finding(SECRET).mark());
    assertTrue(finding(SECRET).says().contains("share the database"));
  }

  private Finding finding(Map<String, String> environment) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("nightshift.yml"),
            """
            projects:
              - name: shop
                repository: acme/shop
                warehouse: {kind: duckdb, path: shop.duckdb}
                knowledge:
                  notion: 0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f
                  api: http://127.0.0.1:%d
            """
                .formatted(notion.getAddress().getPort()));
    Settings settings = SettingsFile.read(file, environment);
    List<Finding> findings = NotionCheck.findings(settings, new Home(folder), environment);
    assertEquals(1, findings.size());
    return findings.get(0);
  }
}
