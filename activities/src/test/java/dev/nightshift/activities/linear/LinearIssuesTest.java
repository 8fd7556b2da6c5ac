package dev.nightshift.activities.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearIssuesTest {
  private static final String ISSUE =
      """
      {"data": {"issue": {
        "identifier": "DATA-12", "title": "Weekly revenue by channel",
        "url": "https://linear.app/shop/issue/DATA-12", "description": "As a table, by Monday.",
        "createdAt": "2026-11-20T09:00:00Z", "state": {"name": "Todo"}, "assignee": null,
        "labels": {"nodes": [{"name": "dbt"}]},
        "comments": {"nodes": [
          {"body": "Gross or net?", "createdAt": "2026-11-21T09:00:00Z", "user": {"displayName": "kim"}},
          {"body": "Net.", "createdAt": "2026-11-21T10:00:00Z", "user": null}]}}}}
      """;

  private final List<String> asked = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private HttpServer server;
  private int status = 200;
  private String answer = ISSUE;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/graphql",
        exchange -> {
          try (exchange) {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getResponseHeaders().set("Retry-After", "7");
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private LinearIssues issues(String key) {
    return new LinearIssues(
        "http://127.0.0.1:" + server.getAddress().getPort() + "/graphql",
        Optional.ofNullable(key),
        InstantSource.system());
  }

  @Test
  void an_issue_is_told_with_its_comments() throws IOException {
    assertEquals(
        """
        DATA-12: Weekly revenue by channel
        state: Todo
        label: dbt
        created: 2026-11-20T09:00:00Z
        link: https://linear.app/shop/issue/DATA-12

        As a table, by Monday.

        Comment of kim, 2026-11-21T09:00:00Z:
        Gross or net?

        Comment of ?, 2026-11-21T10:00:00Z:
        Net.
        """,
        issues("lin_api_x").read(" DATA-12 ").orElseThrow());
    assertEquals(
        "DATA-12", Converter.json().readTree(asked.get(0)).path("variables").path("id").asText());
    assertEquals("lin_api_x", keys.get(0), "a personal key stands alone");
    issues("lin_oauth_x").read("DATA-12");
    assertEquals("Bearer lin_oauth_x", keys.get(1));
  }

  @Test
  void one_that_is_not_there_is_none_and_another_error_is_told() {
    answer = "{\"errors\": [{\"message\": \"Entity not found: Issue\"}], \"data\": null}";
    assertEquals(Optional.empty(), issues("k").read("DATA-99"));
    answer = "{\"errors\": [{\"message\": \"Feature not accessible\"}], \"data\": null}";
    ApplicationFailure failure =
        assertThrows(ApplicationFailure.class, () -> issues("k").read("DATA-1"));
    assertEquals("Linear answered: Feature not accessible", failure.getOriginalMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "401, {}, UNAUTHORIZED",
    "500, {}, UNAVAILABLE",
    "429, {}, RATE_LIMITED",
    "400, '{\"errors\": [{\"extensions\": {\"code\": \"RATELIMITED\"}}]}', RATE_LIMITED",
    "400, {}, BAD_INPUT",
    "302, {}, BAD_INPUT",
    "200, <html>, UNAVAILABLE",
  })
  void whatever_else_it_says_is_told_by_its_kind(int says, String body, ErrorKind kind) {
    status = says;
    answer = body;
    ApplicationFailure failure =
        assertThrows(ApplicationFailure.class, () -> issues("k").read("DATA-1"));
    assertEquals(kind, ErrorKind.of(failure), failure.getOriginalMessage());
    if (kind == ErrorKind.RATE_LIMITED) {
      assertEquals(Duration.ofSeconds(7), failure.getNextRetryDelay());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12", "DATA", "DATA-", "DATA-1; x", "../DATA-1", "DATA-1234567890"})
  void what_is_no_name_of_an_issue_is_not_asked(String name) {
    ApplicationFailure failure =
        assertThrows(ApplicationFailure.class, () -> issues("k").read(name));
    assertEquals(ErrorKind.BAD_INPUT, ErrorKind.of(failure));
    assertTrue(asked.isEmpty());
  }

  @Test
  void without_a_key_it_is_not_asked() {
    assertFalse(issues(null).canAsk());
    assertTrue(issues("k").canAsk());
    assertThrows(ApplicationFailure.class, () -> issues(null).read("DATA-1"));
    assertTrue(asked.isEmpty());
  }
}
