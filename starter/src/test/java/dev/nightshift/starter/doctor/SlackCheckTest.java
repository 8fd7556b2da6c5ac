package dev.nightshift.starter.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.starter.doctor.Finding.Mark;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlackCheckTest {
  private final Map<String, String> answers =
      new HashMap<>(
          Map.of(
              "auth.test",
              "{\"ok\":true,\"team\":\"Larkspur\",\"user\":\"nightshift\",\"bot_id\":\"B0\"}",
              "conversations.list",
              "{\"ok\":true,\"channels\":[{\"id\":\"C0000001\",\"name\":\"data-quality\"}]}",
              "conversations.history",
              "{\"ok\":true,\"messages\":[]}"));
  private final Map<String, String> environment =
      new HashMap<>(
          Map.of("NIGHTSHIFT_SLACK_TOKEN", "xoxb-1", "NIGHTSHIFT_SLACK_SIGNING_SECRET", "s"));
  private String scopes = "chat:write,channels:read,channels:history";
  private Map<String, String> approvers = Map.of("U0KIM", "kim@larkspur.example");
  private HttpServer slack;

  @BeforeEach
  void listen() throws IOException {
    slack = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    slack.createContext(
        "/api/",
        http -> {
          try (http) {
            String method = http.getRequestURI().getPath().substring("/api/".length());
            byte[] body = answers.get(method).getBytes(StandardCharsets.UTF_8);
            http.getResponseHeaders().add("x-oauth-scopes", scopes);
            http.sendResponseHeaders(200, body.length);
            http.getResponseBody().write(body);
          }
        });
    slack.start();
  }

  @AfterEach
  void close() {
    slack.stop(0);
  }

  @Test
  void a_connection_that_is_right_is_green() {
    List<Finding> findings = findings(false);
    assertTrue(findings.stream().allMatch(one -> one.mark() == Mark.FINE), findings::toString);
    assertEquals("nightshift in Larkspur", says(findings, "connection"));
    assertEquals("the app is in it", says(findings, "channel data-quality"));
  }

  @Test
  void a_token_that_is_not_accepted_is_told_with_what_to_set() {
    answers.put("auth.test", "{\"ok\":false,\"error\":\"invalid_auth\"}");
    assertTrue(says(findings(false), "connection").contains("NIGHTSHIFT_SLACK_TOKEN"));
    environment.remove("NIGHTSHIFT_SLACK_TOKEN");
    assertTrue(says(findings(false), "token").contains("is not set here"));
  }

  @Test
  void a_channel_without_the_app_and_a_scope_that_lacks_are_told() {
    answers.put("conversations.history", "{\"ok\":false,\"error\":\"not_in_channel\"}");
    scopes = "channels:read,channels:history";
    List<Finding> findings = findings(false);
    assertTrue(says(findings, "channel data-quality").contains("/invite"));
    assertEquals("the app lacks chat:write", says(findings, "scopes"));
  }

  @Test
  void buttons_that_nobody_can_use_are_noted() {
    approvers = Map.of();
    environment.remove("NIGHTSHIFT_SLACK_SIGNING_SECRET");
    List<Finding> findings = findings(false);
    assertEquals("nobody may decide by a button", says(findings, "approvers"));
    assertTrue(says(findings, "signing secret").contains("buttons are off"));
  }

  @Test
  void offline_nobody_is_asked() {
    answers.clear();
    assertTrue(findings(true).stream().allMatch(one -> one.mark() == Mark.FINE));
  }

  private List<Finding> findings(boolean offline) {
    Settings.Project project = Settings.Project.of("shop", "r").made();
    String api = "http://127.0.0.1:" + slack.getAddress().getPort() + "/api";
    Settings settings =
        new Settings(
            Path.of("."),
            null,
            null,
            null,
            List.of(project),
            Optional.of(new Settings.Slack(api, approvers, 0)),
            null,
            null,
            null,
            null);
    return SlackCheck.findings(settings, environment, offline);
  }

  private static String says(List<Finding> findings, String what) {
    return findings.stream()
        .filter(one -> one.what().equals(what))
        .map(Finding::says)
        .findFirst()
        .orElse("nothing of " + what + " in " + findings);
  }
}
