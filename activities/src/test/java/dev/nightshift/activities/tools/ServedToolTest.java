package dev.nightshift.activities.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.ToolServer;
import dev.nightshift.activities.git.Code;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Attempt;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.served.CallBook;
import dev.nightshift.activities.served.ToolServers;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.activities.warehouse.DuckDbLooks;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Models.Opening;
import dev.nightshift.workflows.ports.Models.ToolShape;
import dev.nightshift.workflows.ports.Tools.Given;
import dev.nightshift.workflows.ports.Tools.Kit;
import dev.nightshift.workflows.ports.Tools.Offer;
import dev.nightshift.workflows.ports.Tools.Place;
import dev.nightshift.workflows.ports.Tools.Use;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tools of another server among ours. */
class ServedToolTest {
  private static final Path PYTHON =
      Toolchain.of(Home.of(System.getenv())).required("dbt").python();

  @TempDir Path temporary;

  private Code code;
  private Processes processes;
  private Path script;

  @BeforeEach
  void project() throws IOException {
    code = new Code(temporary);
    processes = new Processes(new Home(temporary.resolve("home")));
    script = temporary.resolve("server.py");
    try (InputStream text = ServedToolTest.class.getResourceAsStream("/served/server.py")) {
      Files.copy(text, script);
    }
  }

  @AfterEach
  void all_ended() {
    processes.close();
  }

  private ToolBook book(String... tools) {
    Settings settings =
        new Settings(
            temporary,
            null,
            null,
            null,
            List.of(Settings.Project.of("shop", Code.REPOSITORY).subfolder("dbt").made()),
            Optional.empty(),
            null,
            null,
            null,
            List.of(
                new ToolServer(
                    "metrics",
                    List.of(PYTHON.toString(), script.toString()),
                    List.of("CALLS"),
                    List.of(tools))));
    return new ToolBook(
        settings,
        code.checkouts(),
        code.blobs(),
        command -> {
          throw new AssertionError("dbt ran");
        },
        new DuckDbLooks(null, new Home(temporary)),
        message -> "",
        Unasked.LINEAR,
        new ToolServers(
            settings,
            Map.of("CALLS", temporary.resolve("calls").toString(), "METRICS_KEY", "k"),
            processes,
            new CallBook(temporary.resolve("book"), InstantSource.system()),
            () -> new Attempt("session/1/use", 1)),
        Unasked.COMMANDS);
  }

  private Workspace agents(String tools) throws IOException {
    code.write("dbt/models/orders.sql", "select 1 as id\n");
    code.write(
        "dbt/.nightshift/agents/remediator.yml",
        "name: remediator\nversion: 1\nrole: x\ngoal: y\n" + tools);
    return code.commit("dbt");
  }

  private static Engines.Task task(Workspace workspace) {
    return new Engines.Task("remediator", "model:x", "mend", workspace, null, null);
  }

  private List<String> shapes(Kit kit) throws IOException {
    return Converter.json()
        .readValue(code.blobs().read(kit.opening()), Opening.class)
        .tools()
        .stream()
        .map(ToolShape::name)
        .toList();
  }

  @Test
  void they_are_there_for_whoever_names_them() throws IOException {
    Workspace workspace =
        agents("tools: {mode: allowlist, list: [read_file, metrics__list_metrics]}\n");
    Kit kit = book("list_metrics", "order_report").kit(task(workspace));
    assertEquals("", kit.told());
    assertEquals(List.of("read_file", "metrics__list_metrics"), shapes(kit));
    assertTrue(kit.offers().contains(new Offer("metrics__list_metrics", Place.ASKS)));
  }

  @Test
  void nobody_has_them_who_does_not_name_them_and_no_server_is_started() throws IOException {
    Workspace workspace = agents("tools: {mode: denylist, list: [write_file]}\n");
    Files.delete(script);
    Kit kit = book("list_metrics").kit(task(workspace));
    assertEquals("", kit.told());
    assertFalse(shapes(kit).contains("metrics__list_metrics"));
  }

  @Test
  void what_is_not_there_is_told_and_the_rest_is_used() throws IOException {
    Workspace workspace =
        agents("tools: {mode: allowlist, list: [metrics__list_metrics, metrics__list_metric]}\n");
    ToolBook book = book("list_metrics", "list_metric");
    Kit kit = book.kit(task(workspace));
    assertEquals(List.of("metrics__list_metrics"), shapes(kit));
    assertEquals(
        "remediator worked without metrics__list_metric: the server metrics has no tool"
            + " «list_metric»; it has list_metrics, order_report, drop_all.",
        kit.told());
    Files.delete(script);
    kit = book.kit(task(workspace));
    assertEquals(List.of(), shapes(kit));
    assertTrue(kit.told().contains("the server metrics does not answer"), kit.told());
  }

  @Test
  void what_they_give_is_data_and_what_they_do_not_give_is_said() throws IOException {
    Workspace workspace =
        agents("tools: {mode: allowlist, list: [metrics__list_metrics, metrics__drop_all]}\n");
    ToolBook book = book("list_metrics");
    Given given = used(book, workspace, "metrics__list_metrics", "{\"what\": \"all\"}");
    assertFalse(given.failed());
    String text = code.blobs().readText(given.content());
    assertTrue(text.startsWith("<<<DATA ") && text.contains("metrics__list_metrics"), text);
    assertTrue(text.contains("revenue\norders"), text);

    given = used(book, workspace, "metrics__list_metrics", "{\"what\": \"nothing\"}");
    assertTrue(given.failed() && !given.refused());
    text = code.blobs().readText(given.content());
    assertTrue(text.contains("there is no such metric"), text);

    given = used(book, workspace, "metrics__drop_all", "{}");
    assertTrue(code.blobs().readText(given.content()).contains("no tool metrics__drop_all"));

    Files.delete(script);
    given = used(book, workspace, "metrics__list_metrics", "{}");
    text = code.blobs().readText(given.content());
    assertTrue(given.failed() && text.contains("does not answer"), text);
  }

  private Given used(ToolBook book, Workspace workspace, String tool, String arguments) {
    return book.use(
        new Use(
            "fix/shop/1/agent/1/" + arguments,
            "remediator",
            tool,
            code.blobs().putText("arguments.json", arguments),
            workspace,
            null,
            null));
  }
}
