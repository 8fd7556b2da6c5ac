package dev.nightshift.activities.served;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.ToolServer;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Attempt;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.served.CallBook.Entry;
import dev.nightshift.activities.served.ToolServers.Answer;
import dev.nightshift.activities.served.ToolServers.Served;
import dev.nightshift.activities.served.ToolServers.Shelf;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.workflows.durable.ErrorKind;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolServersTest {
  private static final Path PYTHON =
      Toolchain.of(Home.of(System.getenv())).required("dbt").python();

  @TempDir Path folder;
  private Path script;
  private int attempt = 1;
  private Processes processes;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

  @BeforeEach
  void a_server() throws IOException {
    processes = new Processes(new Home(folder.resolve("home")));
    script = folder.resolve("server.py");
    try (InputStream text = ToolServersTest.class.getResourceAsStream("/served/server.py")) {
      Files.copy(text, script);
    }
  }

  @AfterEach
  void all_ended() {
    processes.close();
  }

  private ToolServer server(String word, String... tools) {
    return new ToolServer(
        "metrics",
        List.of(PYTHON.toString(), script.toString(), word),
        List.of("CALLS", "METRICS_KEY"),
        List.of(tools));
  }

  private ToolServers servers(ToolServer server) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("CALLS", folder.resolve("calls").toString());
    environment.put("METRICS_KEY", "metrics-key");
    environment.put("NIGHTSHIFT_ANTHROPIC_KEY", "secret");
    return servers(server, environment);
  }

  private ToolServers servers(ToolServer server, Map<String, String> environment) {
    Settings settings =
        new Settings(
            folder,
            null,
            null,
            null,
            List.of(),
            Optional.empty(),
            null,
            null,
            null,
            List.of(server));
    return new ToolServers(
        settings,
        environment,
        processes,
        book(),
        () -> new Attempt("session/1", attempt),
        Duration.ofSeconds(5));
  }

  private CallBook book() {
    return new CallBook(folder.resolve("book"), now::get);
  }

  @Test
  void those_that_are_named_are_there_as_the_server_describes_them() {
    ToolServer server = server("", "order_report", "list_metrics");
    List<Served> tools = servers(server).tools(server).tools();
    assertEquals(
        List.of("metrics__list_metrics", "metrics__order_report"),
        tools.stream().map(one -> one.shape().name()).toList());
    assertEquals("All metrics.", tools.get(0).shape().description());
    assertTrue(tools.get(0).shape().schema().contains("\"what\""), "its arguments");
    assertEquals(List.of(true, false), tools.stream().map(Served::again).toList());
  }

  @Test
  void a_call_gives_what_the_server_says() throws IOException {
    ToolServer server = server("", "list_metrics");
    ToolServers servers = servers(server);
    assertEquals(server, servers.serving("metrics__list_metrics").orElseThrow());
    assertTrue(servers.serving("metrics__drop_all").isEmpty(), "nobody let agents have it");
    Answer answer = servers.call(server, "metrics__list_metrics", "{\"what\": \"all\"}", "a");
    assertEquals(new Answer("revenue\norders", false), answer);
    assertEquals(
        new Answer("there is no such metric", true),
        servers.call(server, "metrics__list_metrics", "{\"what\": \"nothing\"}", "a"));
    assertEquals(
        "(image, which is not shown here)",
        servers.call(server, "metrics__list_metrics", "{\"what\": \"picture\"}", "a").text());
    assertEquals(
        "list_metrics {\"what\": \"all\"}", Files.readAllLines(folder.resolve("calls")).get(0));
  }

  @Test
  void of_our_environment_it_has_what_is_named_and_what_every_program_needs() {
    ToolServer server = server("", "list_metrics");
    String seen =
        servers(server)
            .call(server, "metrics__list_metrics", "{\"what\": \"environment\"}", "a")
            .text();
    assertTrue(seen.contains("METRICS_KEY") && seen.contains("PATH"), seen);
    assertFalse(seen.contains("NIGHTSHIFT_ANTHROPIC_KEY"), seen);
  }

  @Test
  void what_may_have_been_done_is_not_done_again_unless_it_does_no_harm() throws IOException {
    ToolServer server = server("leaves", "order_report", "list_metrics");
    ToolServers servers = servers(server);
    for (String tool : server.tools()) {
      ApplicationFailure cut =
          assertThrows(
              ApplicationFailure.class,
              () -> servers.call(server, "metrics__" + tool, "{}", "session/1/" + tool));
      assertEquals(ErrorKind.UNAVAILABLE, ErrorKind.of(cut));
    }
    ToolServer well = server("", "order_report", "list_metrics");
    Answer refused =
        servers(well).call(well, "metrics__order_report", "{}", "session/1/order_report");
    assertTrue(refused.failed() && refused.text().contains("not made again"), refused.text());
    assertEquals(
        "revenue\norders",
        servers(well).call(well, "metrics__list_metrics", "{}", "session/1/list_metrics").text());
    assertEquals(
        List.of("order_report {}", "list_metrics {}", "list_metrics {}"),
        Files.readAllLines(folder.resolve("calls")));
    // Another call of it is another matter, and so is the same one when its answer came.
    for (int i = 0; i < 2; i++) {
      assertFalse(servers(well).call(well, "metrics__order_report", "{}", "session/2").failed());
    }
    assertEquals(5, Files.readAllLines(folder.resolve("calls")).size());
  }

  @Test
  void an_answer_that_was_lost_on_its_way_is_given_again() throws IOException {
    ToolServer server = server("", "order_report", "list_metrics");
    for (String tool : server.tools()) {
      servers(server).call(server, "metrics__" + tool, "{}", "session/1/" + tool);
    }
    attempt = 2;
    for (String tool : server.tools()) {
      assertEquals(
          new Answer("revenue\norders", false),
          servers(server).call(server, "metrics__" + tool, "{}", "session/1/" + tool));
    }
    assertEquals(
        List.of("order_report {}", "list_metrics {}", "list_metrics {}"),
        Files.readAllLines(folder.resolve("calls")));
  }

  @Test
  void calls_are_forgotten_in_time() {
    book().enter("a", new Entry(1, null));
    book().forget(Duration.ofDays(7));
    assertTrue(book().entry("a").isPresent());
    now.set(now.get().plus(Duration.ofDays(8)));
    book().forget(Duration.ofDays(7));
    assertTrue(book().entry("a").isEmpty());
  }

  @Test
  void who_heard_that_it_is_not_made_again_and_asks_once_more_means_it() throws IOException {
    ToolServer server = server("", "order_report");
    servers(server).call(server, "metrics__order_report", "{}", "a");
    attempt = 2;
    servers(server).call(server, "metrics__order_report", "{}", "a");
    servers(server).call(server, "metrics__order_report", "{}", "a");
    assertEquals(2, Files.readAllLines(folder.resolve("calls")).size());
  }

  @Test
  void what_no_model_takes_is_not_lent() {
    ToolServer server = server("odd", "list_metrics", "order_report");
    Shelf shelf = servers(server).tools(server);
    assertEquals(1, shelf.tools().size());
    String description = shelf.tools().get(0).shape().description();
    assertEquals(2_000, description.length());
    assertFalse(description.contains("hidden"), description.substring(0, 50));
    assertTrue(shelf.missing(server).contains("«order_report»"), shelf.missing(server));
  }

  @Test
  void a_variable_that_cannot_be_read_is_told() {
    ToolServer server =
        new ToolServer("metrics", List.of("true"), List.of("ABSENT"), List.of("list_metrics"));
    Map<String, String> environment = Map.of("ABSENT_FILE", "/nowhere/at/all");
    ApplicationFailure told =
        assertThrows(ApplicationFailure.class, () -> servers(server, environment).tools(server));
    assertEquals(ErrorKind.UNAVAILABLE, ErrorKind.of(told));
    assertTrue(told.getOriginalMessage().contains("/nowhere/at/all"), told.getOriginalMessage());
  }

  @Test
  void what_a_server_does_not_have_is_named_beside_what_it_has() {
    ToolServer server = server("", "list_metrics", "list_metric");
    Shelf shelf = servers(server).tools(server);
    assertEquals(1, shelf.tools().size());
    assertEquals(
        "the server metrics has no tool «list_metric»; it has list_metrics, order_report, drop_all",
        shelf.missing(server));
  }

  @ParameterizedTest
  @CsvSource({
    "dies,no licence for …",
    "mute,in time",
    "stalls,in time",
    "chatters,in time",
    "stays,''"
  })
  void one_that_does_not_answer_is_told_and_gone(String word, String why) {
    ToolServer server = server(word, "list_metrics");
    if (word.equals("stays")) {
      assertEquals(1, servers(server).tools(server).tools().size());
    } else {
      ApplicationFailure away =
          assertThrows(ApplicationFailure.class, () -> servers(server).tools(server));
      assertEquals(ErrorKind.UNAVAILABLE, ErrorKind.of(away));
      assertTrue(away.getOriginalMessage().contains(why), away.getOriginalMessage());
    }
    assertTrue(
        ProcessHandle.allProcesses()
            .noneMatch(one -> one.info().commandLine().orElse("").contains(script.toString())),
        "it was ended");
  }

  @Test
  void one_that_cannot_be_started_is_told() {
    ToolServer absent =
        new ToolServer("metrics", List.of("/nowhere/at-all"), null, List.of("list_metrics"));
    ApplicationFailure gone =
        assertThrows(ApplicationFailure.class, () -> servers(absent).tools(absent));
    assertTrue(gone.getOriginalMessage().contains("/nowhere/at-all"), gone.getOriginalMessage());
  }

  @Test
  void what_a_server_refuses_is_an_answer() {
    ToolServer server = server("refuses", "list_metrics");
    Answer refused = servers(server).call(server, "metrics__list_metrics", "{}", "a");
    assertEquals(new Answer("metrics are closed at night", true), refused);
    assertEquals(refused, book().entry("a").orElseThrow().answer());
  }
}
