package dev.nightshift.starter.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.codehost.LocalHost;
import dev.nightshift.activities.home.Home;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.FakeDoors;
import dev.nightshift.starter.cli.Nightshift;
import dev.nightshift.workflows.agent.AgentOutcome;
import dev.nightshift.workflows.agent.AgentRequest;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Usage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages to agents from a terminal. */
class AgentsCommandTest {
  @TempDir Path folder;
  private final FakeDoors doors = new FakeDoors();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void configuration() throws IOException {
    Files.writeString(
        folder.resolve("nightshift.yml"),
        """
        projects:
          - name: shop
            repository: acme/shop
            warehouse: {kind: duckdb, path: shop.duckdb}
        """);
  }

  @Test
  void a_message_is_sent_and_its_id_is_told() {
    assertEquals(0, nightshift("agents", "run", "dbt-expert", "-m", "Why?", "--dollars", "0.2"));
    AgentRequest asked = doors.agentRuns.requests.values().iterator().next();
    assertEquals("Why? 0.2", asked.message() + " " + asked.dollars());
    String key = Message.key(doors.agentRuns.requests.keySet().iterator().next());
    assertEquals(
        key + " was started. What is said: ./nightshift agents look dbt-expert " + key + "\n",
        out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void what_is_said_is_told_as_it_comes_each_line_once() {
    BlobRef first = talk("{\"rounds\": [" + round("I look.", "") + "]}");
    String heard = round("I look.", "select\\u001b[31m 1");
    BlobRef second = talk("{\"rounds\": [" + heard + "]}");
    BlobRef third =
        talk(
            "{\"rounds\": ["
                + heard
                + ", {\"by\": \"m\", \"text\": \"It is a view.\\nNo more.\", \"told\": \"\"}]}");
    doors
        .agentRuns
        .working("engine model:claude", first)
        .working("engine model:claude", second)
        .done(
            new AgentOutcome(
                "It is a view.\nNo more.",
                doors.putText("p.patch", "--- a\n+++ b\n     x\n"),
                List.of("a.sql"),
                third,
                new Usage(1200, 34, 2, 0.0125),
                "done",
                "c0ffee1"));
    assertEquals(0, nightshift("agents", "run", "dbt-expert", "-m", "What?", "--follow"));
    assertEquals(
        """
        work: engine model:claude
        agent  I look.
        agent  read_file {}
        read_file  select[31m 1

        It is a view.
        No more.

        Changed in its copy, and published nowhere:
        --- a
        +++ b
             x

        done, 2 turns, 1200 tokens read and 34 said, $0.0125
        """,
        out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void one_that_failed_says_why() {
    doors.agentRuns.failed("No agent of shop is called «x»; there are dbt-expert.");
    assertEquals(1, nightshift("agents", "run", "x", "-m", "What?", "--follow"));
    assertTrue(
        err.toString(StandardCharsets.UTF_8)
            .endsWith(
                "nightshift: it ended as failed: No agent of shop is called «x»; there are"
                    + " dbt-expert.\n"));
  }

  @Test
  void it_can_be_looked_at_later_and_by_programs() {
    doors.agentRuns.working("engine codex", null);
    nightshift("agents", "run", "dbt-expert", "-m", "What?");
    String key = Message.key(doors.agentRuns.requests.keySet().iterator().next());
    out.reset();
    assertEquals(0, nightshift("agents", "look", "dbt-expert", key));
    assertEquals("work: engine codex\n", out.toString(StandardCharsets.UTF_8));
    out.reset();
    assertEquals(0, nightshift("agents", "look", "dbt-expert", key, "--json"));
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("\"status\" : \"working\""));
    assertEquals(2, nightshift("agents", "look", "dbt-expert", "0123456789abcdef"));
    assertEquals(2, nightshift("agents", "look", "dbt-expert", "nonsense"));
  }

  @Test
  void the_newest_words_of_one_of_the_command_line_are_told_as_they_change() {
    doors
        .agentRuns
        .working("engine codex", null, "I read")
        .working("engine codex", null, "I read")
        .working("engine codex", null, "I write\u001b[31m")
        .done(new AgentOutcome("It is a view.", null, null, null, null, "done", "c0ffee1"));
    assertEquals(0, nightshift("agents", "run", "dbt-expert", "-m", "What?", "--follow"));
    assertTrue(
        out.toString(StandardCharsets.UTF_8)
            .startsWith("work: engine codex\nagent  I read\nagent  I write[31m\n\nIt is a view."),
        out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void one_that_did_not_come_to_its_end_is_no_success() {
    doors.agentRuns.done(
        new AgentOutcome("It stopped: no key.", null, null, null, null, "failed", "c0ffee1"));
    assertEquals(1, nightshift("agents", "run", "dbt-expert", "-m", "What?", "--follow"));
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("It stopped: no key."));
    assertEquals(1, nightshift("agents", "run", "dbt-expert", "-m", "x", "--follow", "--json"));
  }

  @Test
  void a_patch_that_is_gone_is_told_with_the_files_that_it_changed() {
    BlobRef gone = new BlobRef("gone", 3, "p.patch");
    doors.agentRuns.done(
        new AgentOutcome("Done.", gone, List.of("a.sql"), null, null, "done", "c0ffee1"));
    assertEquals(0, nightshift("agents", "run", "dbt-expert", "-m", "What?", "--follow"));
    String told = out.toString(StandardCharsets.UTF_8);
    assertTrue(
        told.contains("Changed in its copy: a.sql. The patch cannot be shown: p.patch is gone"),
        told);
  }

  @Test
  void it_is_stopped_by_the_id_that_was_told_first() {
    doors.agentRuns.failed("stopped");
    nightshift("agents", "run", "dbt-expert", "-m", "What?", "--follow");
    String key = Message.key(doors.agentRuns.requests.keySet().iterator().next());
    assertTrue(err.toString(StandardCharsets.UTF_8).startsWith(key + " was started"));
    assertEquals(0, nightshift("agents", "stop", "dbt-expert", key));
    assertEquals(1, nightshift("agents", "stop", "dbt-expert", key), "it had ended");
  }

  @Test
  void what_cannot_be_meant_is_a_slip() {
    assertEquals(2, nightshift("agents", "run", "dbt-expert", "-m", " "));
    assertEquals(2, nightshift("agents", "run", "dbt-expert"));
    assertEquals(2, nightshift("agents", "run", "dbt-expert", "-m", "x", "--project", "shpo"));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("did you mean shop?"));
    assertEquals(0, doors.agentRuns.requests.size());
  }

  private void project(String file, String text) throws IOException {
    Path code = Files.createDirectories(folder.resolve("code"));
    Files.writeString(code.resolve("dbt_project.yml"), "name: shop\n");
    Files.createDirectories(code.resolve(file).getParent());
    Files.writeString(code.resolve(file), text);
    LocalHost.create(
        new Home(folder.resolve("home")), "acme", "shop", code, InstantSource.system());
  }

  private String told() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void all_agents_are_listed_with_where_they_stand() throws IOException {
    project(
        ".nightshift/agents/namer.yml",
        "name: namer\nrole: \"Names \\u001b[31mthings.\"\ngoal: y\n");
    assertEquals(0, nightshift("agents"), told());
    assertTrue(
        told().startsWith("namer  Names [31mthings.\n  .nightshift/agents/namer.yml\n"), told());
    assertTrue(told().contains("remediator  "), told());
    assertEquals(12, told().lines().filter("  built in"::equals).count());
    assertFalse(told().contains("✗"), told());
  }

  @Test
  void what_is_wrong_in_a_file_is_told_and_is_no_success() throws IOException {
    project(".nightshift/agents/namer.yml", "name: namer\nrole: x\n");
    assertEquals(1, nightshift("agents"));
    assertTrue(told().endsWith("✗ .nightshift/agents/namer.yml: `goal` is missing\n"), told());
  }

  @Test
  void an_engine_that_the_configuration_does_not_have_is_told() throws IOException {
    project(".nightshift/agents/namer.yml", "name: namer\nrole: x\ngoal: y\nengine: model:smal\n");
    assertEquals(1, nightshift("agents"));
    assertTrue(
        told()
            .endsWith(
                "✗ .nightshift/agents/namer.yml: `engine` is model:smal, which nightshift.yml does"
                    + " not have\n"),
        told());
  }

  @Test
  void one_is_shown_with_its_tools_and_with_what_of_its_file_is_not_used() throws IOException {
    project(
        ".claude/agents/sql.md",
        "---\nname: sql\ndescription: Writes SQL.\ntools: Read, Grep\nmodel: opus\n---\nBe brief.\n");
    assertEquals(0, nightshift("agents", "sql"));
    assertEquals(
        """
        sql  Writes SQL.
          .claude/agents/sql.md
          goal:\s
          how: Be brief.
          tools: read_file, ripgrep_search
          note: .claude/agents/sql.md:5: `model` is not used here
        """,
        told());
    assertEquals(2, nightshift("agents", "nobody"));
    assertTrue(
        err.toString(StandardCharsets.UTF_8).contains("no agent is called «nobody»: sql, "),
        err.toString(StandardCharsets.UTF_8));
  }

  private static String round(String text, String gave) {
    String given = gave.isEmpty() ? "" : "{\"id\": \"1\", \"text\": \"" + gave + "\"}";
    return """
    {"by": "m", "text": "%s", "calls": [{"id": "1", "tool": "read_file", "arguments": "{}"}],
     "gave": [%s], "told": ""}
    """
        .formatted(text, given);
  }

  private BlobRef talk(String json) {
    return doors.putText("conversation.json", json);
  }

  private int nightshift(String... arguments) {
    Desk desk =
        new Desk(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("NIGHTSHIFT_HOME", folder.resolve("home").toString()),
            folder,
            false,
            doors);
    doors.moreCommands.clear();
    doors.moreCommands.add(new AgentsCommand(desk));
    return Nightshift.run(desk, arguments);
  }
}
