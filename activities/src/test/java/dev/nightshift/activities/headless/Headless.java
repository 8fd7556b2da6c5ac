package dev.nightshift.activities.headless;

import dev.nightshift.activities.Needs;
import dev.nightshift.activities.configuration.CommandAgent;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.door.Interpreter;
import dev.nightshift.activities.git.Code;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Attempt;
import dev.nightshift.activities.process.Cage;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.workflows.ports.Engines.Task;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Leash;
import dev.nightshift.workflows.values.Verdict;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small project, a cage, and the real agents in it. */
final class Headless implements AutoCloseable {
  static final Toolchain TOOLCHAIN = Toolchain.of(Home.of(System.getenv()));
  static final String SECRET = "sk-the-key-of-the-model";

  final Home home;
  final Code code;
  final Processes processes;
  final Cage cage;
  final Workspace workspace;
  final FakeTools tools;
  final Settings settings;
  private final Path script;

  Headless(Path temporary) throws IOException {
    this(temporary, null);
  }

  /** On what another one began. */
  Headless(Path temporary, String base) throws IOException {
    code = new Code(temporary);
    home = new Home(code.home());
    processes = new Processes(home);
    cage = Cage.tried(TOOLCHAIN.tool("bubblewrap").map(Toolchain.Tool::path), home, processes);
    Needs.part("bubblewrap", cage.level() == Cage.Level.BUBBLEWRAP, cage.reason());
    for (String agent : List.of("claude-code", "codex")) {
      Needs.part(agent, TOOLCHAIN.tool(agent).isPresent(), "it is not in toolchain.json");
    }
    tools = new FakeTools(code.blobs());
    settings = new Settings(temporary, "", null, List.of());
    script = temporary.resolve("scripted_agent.py");
    workspace =
        base == null ? written() : new Workspace("shop", Code.REPOSITORY, "dbt", base, null);
  }

  private Workspace written() throws IOException {
    code.write("README.md", "not the project\n");
    code.write("dbt/models/orders.sql", "select 1 as id\n");
    code.write("dbt/CLAUDE.md", "as it was\n");
    code.write(
        ".nightshift/agents/remediator.yml",
        "name: remediator\nrole: Mends with care.\ngoal: Change little.\n");
    return code.commit("dbt");
  }

  /** Beside the two a third one, {@code acp:scripted}, which is ours. */
  HeadlessEngine engine(URI model, int attempt) {
    return engine(model, attempt, "");
  }

  /** The third misbehaves as the word says ({@code scripted_agent.py}). */
  HeadlessEngine engine(URI model, int attempt, String word) {
    return engine(
        model,
        attempt,
        word,
        Map.of(
            "THINKERS_KEY",
            SECRET,
            "ANTHROPIC_API_KEY",
            SECRET,
            "ANTHROPIC_BASE_URL",
            model.toString(),
            "ANTHROPIC_MODEL",
            "claude-sonnet-4-5",
            "OPENAI_API_KEY",
            SECRET,
            "OPENAI_BASE_URL",
            model + "/v1",
            "OPENAI_MODEL",
            "scripted"));
  }

  /** With other keys. */
  HeadlessEngine engine(URI model, int attempt, Map<String, String> environment) {
    return engine(model, attempt, "", environment);
  }

  private HeadlessEngine engine(
      URI model, int attempt, String word, Map<String, String> environment) {
    Interpreter python = new Interpreter(processes, TOOLCHAIN.required("dbt").python());
    Settings settings = settings(model, python, word);
    Workshop workshop =
        new Workshop(
            home,
            processes,
            cage,
            python,
            code.checkouts(),
            code.blobs(),
            now -> {},
            Duration.ofMillis(200),
            new Tariff(settings.models()),
            tools);
    return new HeadlessEngine(
        settings, TOOLCHAIN, environment, () -> new Attempt("fix/shop/1/run/7", attempt), workshop);
  }

  private Settings settings(URI model, Interpreter python, String word) {
    try (InputStream text = Headless.class.getResourceAsStream("/headless/scripted_agent.py")) {
      Files.copy(text, script, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
    List<Path> folders = new ArrayList<>(python.folders());
    folders.add(script);
    CommandAgent agent =
        new CommandAgent(
            "scripted",
            List.of(python.program().toString(), script.toString(), word),
            "thinker",
            Map.of("ADDRESS", "{address}", "MODEL", "{model}", "API_KEY", "{key}"),
            folders);
    Settings.Model thinker =
        new Settings.Model(
            "thinker",
            "anthropic",
            "scripted",
            model.toString(),
            "THINKERS_KEY",
            new Settings.Prices(3, 15, null, null),
            0,
            0);
    return new Settings(
        code.home(),
        "",
        null,
        null,
        List.of(),
        Optional.empty(),
        List.of(thinker),
        null,
        List.of(agent),
        null);
  }

  Task task(String engine, Leash leash) {
    Cause cause =
        new Cause(
            "missing_column",
            Verdict.CODE,
            "model.shop.orders",
            List.of("model.shop.orders"),
            "The column total is gone.",
            null,
            null,
            null);
    return new Task(
        "fixer", engine, "make it green", workspace, List.of(cause), null, null, null, null, leash);
  }

  /** The tool by which the agent runs a command, and its arguments. */
  static ScriptedModel.Step shell(String engine, String command) {
    return engine.equals("codex")
        ? ScriptedModel.Step.calls("exec_command", Map.of("cmd", command))
        : ScriptedModel.Step.calls("Bash", Map.of("command", command, "description", "a command"));
  }

  /** One of our tools, as the agent calls it. */
  static ScriptedModel.Step ours(String engine, String tool, Map<String, Object> input) {
    String between = engine.equals("codex") ? "." : "__";
    return ScriptedModel.Step.calls("mcp__nightshift" + between + tool, input);
  }

  String read(dev.nightshift.workflows.values.BlobRef ref) {
    return code.blobs().readText(ref);
  }

  @Override
  public void close() {
    processes.close();
  }
}
