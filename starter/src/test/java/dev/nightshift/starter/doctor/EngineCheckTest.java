package dev.nightshift.starter.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.nightshift.activities.configuration.SettingsFile;
import dev.nightshift.activities.headless.HeadlessEngine;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.starter.doctor.Finding.Mark;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What doctor says of those who think. */
class EngineCheckTest {
  private static final String KEY = "NIGHTSHIFT_ANTHROPIC_KEY";

  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>(Map.of(KEY, "sk-right"));
  private Optional<String> noCage = Optional.empty();
  private String paths = "";
  private int status = 200;
  private HttpServer api;

  @BeforeEach
  void listen() throws IOException {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext(
        "/",
        http -> {
          try (http) {
            String key = http.getRequestHeaders().getFirst("x-api-key");
            paths += http.getRequestMethod() + " " + http.getRequestURI() + " " + key + "\n";
            String error =
                "{\"error\": {\"type\": \"x\", \"message\": \"invalid sk-wrong-1 given\"}}";
            byte[] body = error.getBytes(StandardCharsets.UTF_8);
            http.sendResponseHeaders(status, body.length);
            http.getResponseBody().write(body);
          }
        });
    api.start();
  }

  @AfterEach
  void close() {
    api.stop(0);
  }

  @Test
  void a_key_that_is_taken_is_green_and_nothing_was_paid() throws IOException {
    Finding seen = model(false);
    assertEquals(Mark.FINE, seen.mark(), seen.says());
    assertEquals("model claude", seen.what());
    assertEquals("claude-x at " + address() + ", which answers, with the key", seen.says());
    assertEquals("GET /v1/models sk-right\n", paths);
  }

  @Test
  void a_key_that_is_not_taken_is_told_by_the_name_of_its_variable_alone() throws IOException {
    status = 401;
    Finding seen = model(false);
    assertEquals(Mark.WRONG, seen.mark());
    assertTrue(seen.says().contains("set " + KEY), seen.says());
    assertFalse((seen.says() + seen.todo()).contains("sk-"), seen.says());
  }

  @Test
  void a_server_that_lists_nothing_is_there_all_the_same() throws IOException {
    status = 404;
    Finding seen = model(false);
    assertEquals(Mark.FINE, seen.mark());
    assertTrue(seen.says().contains("it lists no models"), seen.says());
  }

  @Test
  void a_server_that_is_away_is_told_with_its_address() throws IOException {
    String address = address();
    api.stop(0);
    Finding seen = model(false);
    assertEquals(Mark.WRONG, seen.mark());
    assertTrue(seen.says().contains("does not answer at " + address), seen.says());
  }

  @Test
  void without_a_key_nobody_is_asked() throws IOException {
    environment.clear();
    Finding seen = model(false);
    assertEquals(Mark.WRONG, seen.mark());
    assertTrue(seen.says().contains("set " + KEY + ", or " + KEY + "_FILE"), seen.says());
    assertEquals("", paths);
  }

  @Test
  void offline_only_the_key_is_looked_for() throws IOException {
    Finding seen = model(true);
    assertEquals(KEY + " is set here", seen.says());
    assertEquals("", paths);
  }

  @Test
  void one_that_is_there_for_its_prices_alone_is_no_fault() throws IOException {
    environment.clear();
    Finding seen = findings("engine: rules", false).get(0);
    assertEquals(Mark.NOTE, seen.mark());
    assertTrue(seen.says().startsWith("no project's engine; "), seen.says());
  }

  @Test
  void an_address_that_is_none_breaks_nothing_off() throws IOException {
    api.stop(0);
    Files.writeString(
        folder.resolve("n.yml"),
        "models: [{name: claude, api: anthropic, model: claude-x, address: 'https://llm_gateway',"
            + " prices: {input: 3, output: 15}}]\n"
            + project("engine: 'model:claude'"));
    Finding seen = check().findings(false).get(0);
    assertEquals(Mark.WRONG, seen.mark());
    assertTrue(seen.says().startsWith("https://llm_gateway is no address"), seen.says());
  }

  @Test
  void a_command_line_agent_is_looked_for_with_its_key() throws IOException {
    Finding absent = findings("engine: codex", true).get(1);
    assertEquals("./nightshift toolchain add codex", absent.todo());
    toolchain("codex");
    Finding keyless = findings("engine: codex", true).get(1);
    assertEquals("OPENAI_API_KEY is not set here", keyless.says());
    environment.put("OPENAI_API_KEY", "sk-other");
    Finding there = findings("engine: codex", true).get(1);
    assertEquals(Mark.FINE, there.mark());
    assertFalse(there.says().contains("sk-"));
  }

  @Test
  void an_agent_of_the_configuration_is_looked_for_where_its_command_says() throws IOException {
    String agents = "agents: [{name: mine, command: [%s, acp], model: claude%s}]\n";
    Path program = Files.writeString(folder.resolve("agent"), "#!/bin/sh\n");
    Finding absent = agent(agents.formatted("agent", ""), "engine: 'acp:mine'");
    assertEquals(Mark.WRONG, absent.mark());
    assertEquals("acp:mine", absent.what());
    assertEquals("there is no program agent on the PATH here", absent.says());
    assertEquals(
        program + " is no program here",
        agent(agents.formatted(program, ""), "engine: 'acp:mine'").says());

    assertTrue(program.toFile().setExecutable(true));
    environment.put("PATH", "/nowhere:" + folder);
    Finding there = agent(agents.formatted("agent", ""), "engine: 'acp:mine'");
    assertEquals(Mark.FINE, there.mark(), there.says());
    assertEquals("agent is here, and asks the model claude", there.says());

    Finding unused = agent(agents.formatted("other", ""), "engine: rules");
    assertEquals(Mark.NOTE, unused.mark());
    Finding open = agent(agents.formatted("agent", ", folders: [/]"), "engine: 'acp:mine'");
    assertEquals("the cage cannot show /, which holds everything of ours", open.says());
  }

  @Test
  void the_model_of_an_agent_is_needed_as_the_agent_is() throws IOException {
    environment.clear();
    String agents = "agents: [{name: mine, command: [agent], model: claude}]\n";
    assertEquals(Mark.WRONG, findings(agents, "engine: 'acp:mine'", true).get(0).mark());
    assertEquals(Mark.NOTE, findings(agents, "engine: rules", true).get(0).mark());
  }

  @Test
  void where_rules_alone_work_there_is_nothing_to_say() throws IOException {
    Files.writeString(folder.resolve("n.yml"), project("engine: rules"));
    assertEquals(List.of(), check().findings(false));
  }

  private Finding model(boolean offline) throws IOException {
    return findings("engine: [rules, 'model:claude']", offline).get(0);
  }

  private Finding agent(String agents, String engine) throws IOException {
    return findings(agents, engine, true).get(1);
  }

  private List<Finding> findings(String engine, boolean offline) throws IOException {
    return findings("", engine, offline);
  }

  @Test
  void without_a_cage_no_command_line_agent_is_green_whatever_else_is_there() throws IOException {
    noCage = Optional.of("user namespaces are off");
    toolchain("codex");
    environment.put(HeadlessEngine.keyNames("codex").get(0), "k");
    String agents = "agents: [{name: mine, command: [sh], model: claude}]\n";
    for (String engine : List.of("codex", "acp:mine")) {
      Finding seen =
          findings(agents, "engine: " + engine, true).stream()
              .filter(one -> one.what().equals(engine))
              .findFirst()
              .orElseThrow();
      assertEquals(Mark.WRONG, seen.mark(), seen.says());
      assertEquals(
          "it works in a cage alone, and there is none here: user namespaces are off", seen.says());
    }
    assertTrue(
        findings(agents, "engine: rules", true).stream()
            .anyMatch(one -> one.what().equals("acp:mine") && one.mark() == Mark.NOTE));
  }

  private List<Finding> findings(String agents, String engine, boolean offline) throws IOException {
    Files.writeString(
        folder.resolve("n.yml"),
        "models: [{name: claude, api: anthropic, model: claude-x, address: '%s',"
                .formatted(address())
            + " prices: {input: 3, output: 15}}]\n"
            + agents
            + project(engine));
    return check().findings(offline);
  }

  private EngineCheck check() throws IOException {
    Home home = new Home(folder);
    if (!Files.exists(home.toolchain())) {
      toolchain("dbt");
    }
    return new EngineCheck(
        SettingsFile.read(folder.resolve("n.yml"), Map.of()),
        Toolchain.of(home),
        environment,
        noCage);
  }

  private void toolchain(String part) throws IOException {
    Files.writeString(
        new Home(folder).toolchain(),
        "{\"parts\": {\"" + part + "\": {\"version\": \"1\", \"path\": \"/x\"}}}");
  }

  private static String project(String engine) {
    return """
    projects:
      - name: shop
        repository: acme/shop
        %s
        warehouse: {kind: duckdb, path: shop.duckdb}
    """
        .formatted(engine);
  }

  private String address() {
    return "http://127.0.0.1:" + api.getAddress().getPort();
  }
}
