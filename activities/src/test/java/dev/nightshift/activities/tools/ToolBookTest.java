package dev.nightshift.activities.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.agents.AgentFiles;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.activities.git.Code;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.warehouse.DuckDbLooks;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Chat;
import dev.nightshift.workflows.ports.Dbt;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Models.Opening;
import dev.nightshift.workflows.ports.Tools.Given;
import dev.nightshift.workflows.ports.Tools.Kit;
import dev.nightshift.workflows.ports.Tools.Offer;
import dev.nightshift.workflows.ports.Tools.Use;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.DbtResult.NodeResult;
import dev.nightshift.workflows.values.Sandbox;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolBookTest {
  private static final Sandbox SANDBOX = new Sandbox("s1", "fix/shop/1", "duckdb", "prod", null);

  @TempDir Path temporary;

  private final List<Dbt.Command> commands = new ArrayList<>();
  private final List<Chat.Message> said = new ArrayList<>();
  private DbtResult answer;
  private String place = "C1/1.1";
  private Code code;
  private Workspace workspace;
  private int uses;

  @BeforeEach
  void project() throws IOException {
    code = new Code(temporary);
    code.write("dbt/models/orders.sql", "select\n  id,\n  totl\nfrom raw.orders\n");
    code.write("dbt/models/schema.yml", "models:\n  - name: orders\n");
    code.write("dbt/.github/ci.yml", "on: push\n");
    code.write("dbt/packages.yml", "packages: []\n");
    code.write("secret.txt", "outside\n");
    code.link("dbt/models/out.sql", "../../secret.txt");
    workspace = code.commit("dbt");
    answer =
        new DbtResult(
            "build",
            false,
            1,
            Map.of("success", 2, "error", 1, "skipped", 4),
            List.of(
                new NodeResult("model.shop.orders", "error", "Binder Error\n  totl", 0, 0.1),
                new NodeResult("model.shop.below", "skipped", "", 0, 0)),
            null,
            3.21,
            null,
            null,
            null);
  }

  @Test
  void whoever_is_given_a_message_thinks_by_what_is_named_then_by_its_file_then_by_the_project()
      throws IOException {
    code.write(
        "dbt/.nightshift/agents/namer.yml", "name: namer\nrole: x\ngoal: y\nengine: codex\n");
    workspace = code.commit("dbt");
    ToolBook book = book("rules,model:small");
    assertEquals("claude-code", book.agent(workspace, "namer", "claude-code").engine());
    assertEquals("codex", book.agent(workspace, "namer", "").engine());
    assertEquals("model:small", book.agent(workspace, "dbt-expert", "").engine());
    assertEquals("dbt-expert", book.agent(workspace, "dbt-expert", "").name());
  }

  @Test
  void a_file_of_the_teams_that_cannot_be_read_is_not_passed_over_in_silence() throws IOException {
    Engines.Task task = new Engines.Task("fixer", "model:x", "mend", workspace, null, null);
    assertEquals("", book().kit(task).told());
    code.write("dbt/.nightshift/agents/remediator.yml", "name: remediator\nrole: x\n");
    code.write("dbt/.nightshift/agents/namer.yml", "nothing\n");
    workspace = code.commit("dbt");
    task = new Engines.Task("fixer", "model:x", "mend", workspace, null, null);
    assertEquals(
        "The team's own remediator could not be read, and ours worked in its place:"
            + " .nightshift/agents/remediator.yml: `goal` is missing.",
        book().kit(task).told());
  }

  private static final String TELLER =
      """
      name: teller
      role: x
      goal: y
      tools: {mode: allowlist, list: [post_slack_message, notify_parent_session]}
      slack: {channel: "#dbt-help"}
      """;

  private Given tells(String role, String tool, String... arguments) throws IOException {
    code.write("dbt/.nightshift/agents/teller.yml", TELLER);
    workspace = code.commit("dbt");
    ObjectNode json = Converter.json().createObjectNode();
    for (int n = 0; n < arguments.length; n += 2) {
      json.put(arguments[n], arguments[n + 1]);
    }
    BlobRef ref = code.blobs().putText("arguments.json", json.toString());
    return book().use(new Use("fix/shop/1/a", role, tool, ref, workspace, null));
  }

  @Test
  void an_agent_says_something_in_its_channel_under_its_name() throws IOException {
    Given given = tells("teller", "post_slack_message", "text", "The night\u202e is over.");
    assertFalse(given.failed() || given.refused(), text(given));
    Chat.Message message = said.get(0);
    assertEquals("dbt-help", message.channel());
    assertEquals("«teller», an agent: The night is over.", message.text());
    assertEquals("fix/shop/1/a", message.key(), "a second try finds the first");
    assertEquals("shop/agents", message.project(), "it takes no night's place");
    tells("teller", "post_slack_message", "text", "x", "channel", "#data-quality");
    assertEquals("data-quality", said.get(1).channel(), "the project's is its own too");
    place = "";
    assertTrue(text(tells("teller", "post_slack_message", "text", "x")).contains("left out"));
  }

  @Test
  void it_says_nothing_in_another_channel_or_where_its_file_has_no_word_of_it() throws IOException {
    Given given = tells("teller", "post_slack_message", "text", "x", "channel", "general");
    assertTrue(given.refused());
    assertEquals(
        "#general is not yours to write to; that is #dbt-help, #data-quality", given.refusal());
    given = tells("remediator", "post_slack_message", "text", "x");
    assertTrue(given.failed());
    assertTrue(text(given).contains("there is no tool post_slack_message"), text(given));
    assertTrue(tells("teller", "post_slack_message", "text", " ").failed());
    assertTrue(tells("teller", "post_slack_message", "text", "x".repeat(1701)).failed());
    assertEquals(List.of(), said);
  }

  @Test
  void dbt_does_not_run_on_what_a_hand_of_its_own_changed_and_nobody_may() throws IOException {
    BlobRef arguments = code.blobs().putText("arguments.json", "{\"select\": [\"orders\"]}");
    BlobRef patch = byHand(workspace, "packages.yml", "packages: [{git: https://example.com/x}]\n");
    Workspace now = workspace.with(patch);
    Given given =
        book().use(new Use("fix/shop/1/a", "dbt-expert", "build", arguments, now, SANDBOX));
    assertTrue(given.refused(), text(given));
    assertTrue(given.refusal().contains("protects **/packages.yml"), given.refusal());
    assertEquals(List.of(), commands);
    given =
        book().use(new Use("fix/shop/1/b", "dbt-expert", "build", arguments, now, SANDBOX, patch));
    assertFalse(given.refused(), "what the task began with was let pass by others");
    Workspace more = workspace.with(byHand(now, "models/orders.sql", "select 2 as id\n"));
    given =
        book().use(new Use("fix/shop/1/c", "dbt-expert", "build", arguments, more, SANDBOX, patch));
    assertFalse(given.refused(), text(given));
    assertEquals(2, commands.size());
    Workspace other = workspace.with(byHand(now, "packages.yml", "packages: [{git: y}]\n"));
    given =
        book()
            .use(new Use("fix/shop/1/d", "dbt-expert", "build", arguments, other, SANDBOX, patch));
    assertTrue(given.refused(), "another change of the same file was not");
    assertEquals(2, commands.size());
  }

  private BlobRef byHand(Workspace from, String file, String text) throws IOException {
    try (Checkouts.Checkout checkout = code.checkouts().open(from, "by hand")) {
      Files.writeString(checkout.project().resolve(file), text);
      return checkout.patch();
    }
  }

  @Test
  void what_it_finds_on_the_way_is_kept_for_whoever_asked() throws IOException {
    Given given = tells("teller", "notify_parent_session", "message", "The \u200bcause is in b.");
    assertEquals("The cause is in b.", given.told());
    assertTrue(tells("teller", "notify_parent_session", "message", "x".repeat(1001)).failed());
  }

  @Test
  void rules_understand_no_message_and_nobody_answers_for_another() {
    ApplicationFailure failure =
        assertThrows(
            ApplicationFailure.class, () -> book().agent(workspace, "dbt-expert", "rules"));
    assertEquals(ErrorKind.BAD_INPUT.name(), failure.getType());
    assertTrue(failure.getOriginalMessage().contains("--engine"), failure.getOriginalMessage());
    failure =
        assertThrows(ApplicationFailure.class, () -> book().agent(workspace, "dbt-expret", ""));
    assertEquals(ErrorKind.NOT_FOUND.name(), failure.getType());
    assertTrue(failure.getOriginalMessage().endsWith("feature-builder."));
  }

  @Test
  void whose_file_cannot_be_read_is_not_there_and_that_is_said() throws IOException {
    code.write("dbt/.nightshift/agents/namer.yml", "name: namer\nrole: x\n");
    workspace = code.commit("dbt");
    ApplicationFailure failure =
        assertThrows(ApplicationFailure.class, () -> book().agent(workspace, "namer", "codex"));
    assertTrue(failure.getOriginalMessage().endsWith("not all can be read: ./nightshift agents"));
  }

  @Test
  void a_file_is_read_with_its_lines_numbered() {
    assertEquals(
        "1\tselect\n2\t  id,\n3\t  totl\n4\tfrom raw.orders\n",
        text(use("read_file", Map.of("path", "models/orders.sql"))));
    assertEquals(
        "2\t  id,\n(lines 3 to 4 are not shown)\n",
        text(use("read_file", Map.of("path", "models/orders.sql", "from", 2, "lines", 1))));
    assertTrue(use("read_file", Map.of("path", "models/no.sql")).failed());
    assertTrue(text(use("read_file", Map.of("path", "models"))).contains("is a folder"));
  }

  @Test
  void one_piece_is_exchanged_and_the_rest_stays_to_the_byte() throws IOException {
    Given given =
        use(
            "write_file",
            Map.of("path", "models/orders.sql", "replaces", "totl", "content", "total"));
    assertFalse(given.failed());
    assertEquals(List.of("models/orders.sql"), given.files());
    try (var after = code.checkouts().open(given.workspace(), "look")) {
      assertEquals(
          "select\n  id,\n  total\nfrom raw.orders\n",
          Files.readString(after.project().resolve("models/orders.sql")));
    }
  }

  @Test
  void a_piece_that_stands_there_twice_or_not_at_all_is_not_exchanged() {
    Map<String, Object> twice = Map.of("path", "models/orders.sql", "replaces", "o", "content", "");
    assertTrue(text(use("write_file", twice)).contains("more than once"));
    Map<String, Object> never = Map.of("path", "models/orders.sql", "replaces", "x", "content", "");
    assertTrue(text(use("write_file", never)).contains("does not stand"));
  }

  @Test
  void edits_stand_on_each_other_and_what_is_put_back_is_no_change() {
    Given first = use("write_file", Map.of("path", "models/new.sql", "content", "select 1\n"));
    workspace = first.workspace();
    Given second =
        use(
            "write_file",
            Map.of("path", "models/orders.sql", "replaces", "totl", "content", "total"));
    assertEquals(List.of("models/new.sql", "models/orders.sql"), second.files());
    workspace = second.workspace();
    assertEquals("1\tselect 1\n", text(use("read_file", Map.of("path", "models/new.sql"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.txt",
        "/etc/passwd",
        "models/../../secret.txt",
        "models/out.sql",
        ".git/config",
        "models/.git/hooks/pre-commit"
      })
  void nothing_outside_is_read_or_written(String path) {
    for (Given given :
        List.of(
            use("read_file", Map.of("path", path)),
            use("write_file", Map.of("path", path, "content", "x")))) {
      assertTrue(given.refused(), path);
      assertNull(given.workspace());
      assertFalse(text(given).contains("outside\n"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".github/ci.yml", "packages.yml", ".claude/settings.json", "CLAUDE.md"})
  void what_is_protected_is_refused_at_once(String path) {
    Given given = use("write_file", Map.of("path", path, "content", "x"));
    assertTrue(given.refused());
    assertTrue(text(given).contains("protects"));
    assertTrue(given.refusal().contains("protects"), "people are told as well");
  }

  @Test
  void files_are_found_by_pattern_and_by_word_and_links_are_none() {
    assertEquals(
        "models/orders.sql",
        text(use("search_files_and_directories", Map.of("pattern", "models/**/*.sql"))));
    assertEquals(
        "models/schema.yml",
        text(use("search_files_and_directories", Map.of("pattern", "SCHEMA"))));
    assertEquals("(no file)", text(use("search_files_and_directories", Map.of("pattern", "zzz"))));
  }

  @Test
  void lines_are_found_by_an_expression() {
    assertEquals(
        "models/orders.sql:3:  totl", text(use("ripgrep_search", Map.of("pattern", "to.l"))));
    assertEquals(
        "(no line)", text(use("ripgrep_search", Map.of("pattern", "totl", "glob", "**/*.yml"))));
    assertTrue(text(use("ripgrep_search", Map.of("pattern", "("))).contains("cannot be read"));
  }

  @Test
  void dbt_answers_in_a_few_lines() {
    String said = text(use("build", Map.of("select", List.of("orders+"))));
    assertEquals(
        """
        dbt build failed in 3.2 s: 1 error, 4 skipped, 2 success.
        - model.shop.orders error: Binder Error | totl
        """,
        said);
    assertEquals(List.of("orders+"), commands.get(0).select());
    assertEquals(SANDBOX, commands.get(0).sandbox());
  }

  @Test
  void an_option_is_no_selector() {
    Given given = use("build", Map.of("select", List.of("orders", "--vars={a: 1}")));
    assertTrue(given.refused());
    assertEquals(List.of(), commands);
  }

  @Test
  void a_command_line_does_what_the_tool_does() {
    text(terminal("dbt build --select orders+ stg_orders --exclude 'tag:slow'"));
    assertEquals(List.of("orders+", "stg_orders"), commands.get(0).select());
    assertEquals(List.of("tag:slow"), commands.get(0).exclude());
    assertTrue(text(terminal("cat models/orders.sql")).contains("totl"));
    assertEquals("models/orders.sql:3:  totl", text(terminal("grep -rn totl")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat models/orders.sql; rm -rf /",
        "cat models/orders.sql | sh",
        "dbt build --select \"$(curl evil)\"",
        "cat < models/orders.sql",
        "git grep -O'sh' x",
        "git log --output=/etc/passwd",
        "git push --force origin main",
        "git push origin main",
        "git push origin HEAD:main --receive-pack=evil",
        "git commit --amend -m x",
        "git add --chmod=+x models/orders.sql",
        "dbt build --profiles-dir /tmp",
        "dbt run-operation drop_all",
        "dbt build --select orders --vars '{a: 1}'",
        "python3 -c 1",
        "env",
        "/bin/cat models/orders.sql"
      })
  void what_is_not_known_is_refused_and_no_process_sees_it(String command) {
    Given given = terminal(command);
    assertTrue(given.refused(), () -> command + ": " + text(given));
    assertEquals(List.of(), commands);
  }

  @Test
  void the_last_words_of_an_agent_file_are_answered_as_git_would() {
    assertEquals("nothing to commit, working tree clean", text(terminal("git status")));
    workspace =
        use("write_file", Map.of("path", "models/new.sql", "content", "select 1\n")).workspace();
    assertEquals(" M models/new.sql", text(terminal("git status --short")));
    assertEquals("", text(terminal("git add -A")));
    assertTrue(text(terminal("git commit -m \"fix: a new model\"")).contains("1 files changed"));
    String pushed = text(terminal("git push origin HEAD:fix/orders"));
    assertTrue(pushed.contains("Nothing was pushed yet"), pushed);
  }

  @Test
  void that_it_asks_to_publish_is_kept_for_whoever_gave_the_task() {
    assertEquals("", terminal("git commit -m \"nothing\"").told());
    workspace =
        use("write_file", Map.of("path", "models/new.sql", "content", "select 1\n")).workspace();
    assertEquals("", terminal("git add models/new.sql").told());
    assertEquals(
        "It asked to commit what it changed as «fix: a new model».",
        terminal("git commit -m \"fix: a\u200b new model\"").told());
    assertEquals(
        "It asked to publish that to fix/orders.",
        terminal("git push origin HEAD:fix/orders").told());
    assertEquals("", terminal("git push origin main").told());
  }

  @Test
  void what_is_added_has_to_be_there() {
    for (String there : List.of("models/orders.sql", "models", ".", "-A", "models/orders.sql -A")) {
      assertEquals("", text(terminal("git add " + there)), there);
    }
    Given given = terminal("git add models/orders.sql no-such-file");
    assertTrue(given.failed());
    assertEquals("Not done: fatal: pathspec 'no-such-file' did not match any files.", text(given));
    workspace =
        use("write_file", Map.of("path", "models/new.sql", "content", "select 1\n")).workspace();
    assertEquals("", text(terminal("git add '*.sql'")));
    assertTrue(terminal("git add '*.py'").failed());
    assertTrue(terminal("git add ../secret.txt").refused());
  }

  private Given by(String role, String tool, Map<String, Object> arguments) {
    String json = Converter.json().valueToTree(arguments).toString();
    BlobRef said = code.blobs().putText("arguments.json", json);
    return book().use(new Use("session/1/" + uses++, role, tool, said, workspace, SANDBOX));
  }

  @Test
  void a_tool_that_a_file_does_not_give_is_not_used_by_whatever_way() throws IOException {
    code.write(
        "dbt/.dinoai/agents/reader.yml",
        """
        name: reader
        role: Reads.
        goal: Read.
        tools: {mode: allowlist, list: [read_file, run_terminal_command, compile]}
        """);
    workspace = code.commit("dbt");
    Given given = by("reader", "write_file", Map.of("path", "models/a.sql", "content", "x"));
    assertTrue(given.failed());
    assertNull(given.workspace());
    assertEquals("Not done: there is no tool write_file for reader.", text(given));
    given = by("reader", "build", Map.of("select", List.of("orders")));
    assertTrue(given.failed());
    for (String verb : List.of("build", "run", "test", "list", "parse", "ls")) {
      given = by("reader", "run_terminal_command", Map.of("command", "dbt " + verb));
      assertTrue(given.refused(), verb);
    }
    assertTrue(given.refusal().contains("your file does not give you list"), given.refusal());
    assertEquals(List.of(), commands);
    given = by("reader", "read_file", Map.of("path", "models/orders.sql"));
    assertFalse(given.failed() || given.refused());
  }

  @Test
  void who_asks_for_what_is_not_there_or_in_another_way_is_told() {
    assertTrue(text(use("delete_everything", Map.of())).contains("there is no tool"));
    assertTrue(text(use("read_file", Map.of())).contains("path is missing"));
    assertTrue(text(use("read_file", Map.of("path", 7))).contains("is no text"));
    BlobRef noJson = code.blobs().putText("arguments.json", "[1]");
    assertTrue(text(book().use(used("read_file", noJson))).contains("no JSON object"));
  }

  @Test
  void what_a_second_try_can_cure_is_no_answer() {
    answer = null;
    RuntimeException thrown =
        assertThrows(
            RuntimeException.class, () -> use("build", Map.of("select", List.of("orders"))));
    assertEquals(ErrorKind.UNAVAILABLE, ErrorKind.of(thrown));
  }

  @Test
  void a_model_is_told_of_each_tool_and_whatever_is_from_outside_is_data() throws IOException {
    BlobRef briefing = code.blobs().putText("briefing.md", "rows <!-- obey -->say\u200b so");
    Kit kit =
        book()
            .kit(
                new Engines.Task(
                    "fixer", "model:x", "make it green", workspace, null, null, null, briefing));
    Opening opening =
        Converter.json().readValue(code.blobs().readText(kit.opening()), Opening.class);
    assertEquals(kit.offers().size(), opening.tools().size());
    assertTrue(opening.task().contains("from the run's briefing\n"));
    assertTrue(opening.task().contains("rows say so"));
    assertTrue(opening.system().contains("material"));
    opening.tools().forEach(tool -> assertTrue(isObject(tool.schema()), tool.name()));
  }

  @Test
  void whoever_is_only_asked_is_told_of_no_failed_run_and_of_no_tool_that_needs_a_sandbox()
      throws IOException {
    Engines.Task asked = new Engines.Task("dbt-expert", "model:x", "Why?", workspace, null, null);
    Kit without = book().kit(asked);
    Opening opening =
        Converter.json().readValue(code.blobs().readText(without.opening()), Opening.class);
    assertTrue(opening.system().contains("Somebody gives you a message"), opening.system());
    assertFalse(opening.system().contains("whose last run failed"));
    List<String> tools = without.offers().stream().map(Offer::tool).toList();
    assertTrue(tools.contains("read_file"), tools.toString());
    for (String dbt : List.of("lineage", "node", "build", "show", "run_sql_query")) {
      assertFalse(tools.contains(dbt), tools.toString());
      assertTrue(offers(asked).contains(dbt), dbt);
    }
  }

  private List<String> offers(Engines.Task task) {
    return book().kit(inSandbox(task)).offers().stream().map(Offer::tool).toList();
  }

  private static Engines.Task inSandbox(Engines.Task task) {
    return new Engines.Task(
        task.role(),
        task.engine(),
        task.goal(),
        task.workspace(),
        task.causes(),
        null,
        null,
        null,
        SANDBOX,
        null);
  }

  @Test
  void a_command_line_agent_does_not_think_for_whoever_may_not_write() {
    ApplicationFailure failure =
        assertThrows(
            ApplicationFailure.class, () -> book().agent(workspace, "pr-reviewer", "codex"));
    assertEquals(ErrorKind.REFUSED.name(), failure.getType());
    assertEquals("model:x", book().agent(workspace, "pr-reviewer", "model:x").engine());
  }

  @Test
  void an_agent_has_the_tools_that_its_file_on_the_base_allows() throws IOException {
    code.write(
        "dbt/.dinoai/agents/reader.yml",
        "name: reader\nrole: Reads.\ngoal: Read.\ntools: {mode: allowlist, list: [read_file]}\n");
    workspace = code.commit("dbt");
    Engines.Task task = new Engines.Task("reader", "model:x", "look", workspace, null, null);
    Kit kit = book().kit(task);
    assertEquals(List.of("read_file"), kit.offers().stream().map(Offer::tool).toList());
    Opening opening =
        Converter.json().readValue(code.blobs().readText(kit.opening()), Opening.class);
    assertTrue(opening.system().startsWith("You are reader. Reads.\n\nYour aim: Read.\n\n"));
  }

  @Test
  void an_agent_asks_one_of_its_squad_and_nobody_else() {
    Map<String, Object> help = Map.of("agent", "dbt-expert", "message", "Which join?");
    Engines.Task asked = use("invoke_agent", help).child();
    assertEquals("dbt-expert", asked.role());
    assertEquals("Which join?", asked.goal());
    assertEquals(workspace, asked.workspace());
    assertEquals(SANDBOX, asked.sandbox());
    for (String stranger : List.of("feature-builder", "fixer", "nobody")) {
      Given given = use("invoke_agent", Map.of("agent", stranger, "message", "Help."));
      assertTrue(given.refused(), stranger);
      assertNull(given.child());
    }
  }

  @Test
  void who_was_asked_asks_nobody() {
    BlobRef help =
        code.blobs().putText("help.json", "{\"agent\": \"investigator\", \"message\": \"?\"}");
    String session = "fix/shop/1/agent/remediator-1/agent/dbt-expert-1/run/3";
    Given given =
        book().use(new Use(session, "remediator", "invoke_agent", help, workspace, SANDBOX));
    assertTrue(given.refused());
    assertNull(given.child());
  }

  @Test
  void whoever_may_not_write_is_not_asked_where_a_command_line_agent_thinks_for_it()
      throws IOException {
    code.write(
        "dbt/.nightshift/agents/pr-reviewer.yml",
        """
        name: pr-reviewer
        role: x
        goal: y
        engine: codex
        tools: {mode: allowlist, list: [read_file]}
        """);
    code.write(
        "dbt/.nightshift/agents/fixer.yml",
        "name: fixer\nrole: x\ngoal: y\nagents_squad: [pr-reviewer]\n");
    workspace = code.commit("dbt");
    Given given = use("invoke_agent", Map.of("agent", "pr-reviewer", "message", "Help."));
    assertTrue(given.refused());
    assertNull(given.child());
    assertTrue(given.refusal().contains("may not write by its file"), given.refusal());
  }

  @Test
  void whom_nobody_helps_has_no_tool_for_it() {
    Engines.Task alone = new Engines.Task("investigator", "model:x", "?", workspace, null, null);
    assertFalse(book().kit(alone).offers().stream().anyMatch(o -> o.tool().equals("invoke_agent")));
  }

  @Test
  void each_tool_has_a_name_that_agent_files_may_say() {
    Engines.Task task = new Engines.Task("fixer", "model:x", "mend", workspace, null, null);
    List<String> names = offers(task);
    assertEquals(
        List.of(), names.stream().filter(name -> !AgentFiles.TOOLS.contains(name)).toList());
    assertTrue(names.size() > 10, names::toString);
  }

  private static boolean isObject(String schema) {
    try {
      return Converter.json().readTree(schema).path("type").asText().equals("object");
    } catch (IOException wrong) {
      return false;
    }
  }

  private Given terminal(String command) {
    return use("run_terminal_command", Map.of("command", command));
  }

  private Given use(String tool, Map<String, Object> arguments) {
    ObjectNode json = Converter.json().valueToTree(arguments);
    return book().use(used(tool, code.blobs().putText("arguments.json", json.toString())));
  }

  private Use used(String tool, BlobRef arguments) {
    return new Use("session/1/" + uses++, "fixer", tool, arguments, workspace, SANDBOX);
  }

  private String text(Given given) {
    return code.blobs().readText(given.content());
  }

  private ToolBook book() {
    return book("rules");
  }

  private ToolBook book(String engine) {
    Settings settings =
        new Settings(
            temporary,
            null,
            null,
            List.of(
                Settings.Project.of("shop", Code.REPOSITORY)
                    .subfolder("dbt")
                    .engine(engine)
                    .made()));
    return new ToolBook(
        settings,
        code.checkouts(),
        code.blobs(),
        this::dbt,
        new DuckDbLooks(null, new Home(temporary)),
        message -> {
          said.add(message);
          return place;
        },
        Unasked.LINEAR,
        Unasked.SERVERS,
        Unasked.COMMANDS);
  }

  private DbtResult dbt(Dbt.Command command) {
    commands.add(command);
    if (answer == null) {
      throw ErrorKind.UNAVAILABLE.failure("the sandbox is locked");
    }
    return answer;
  }
}
