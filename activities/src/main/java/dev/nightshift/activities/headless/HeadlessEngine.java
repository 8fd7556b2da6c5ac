package dev.nightshift.activities.headless;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.configuration.CommandAgent;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.door.Interpreter;
import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Attempt;
import dev.nightshift.activities.process.Cage;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.toolchain.Programs;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The real command-line agents as engines, in the cage: {@code claude-code}, {@code codex}, and
 * {@code acp:} with the name of one that the configuration has. A try that was cut off is gone on
 * with by the next one in the agent's own session.
 */
public final class HeadlessEngine implements Engines {
  private static final List<Agent> AGENTS = List.of(new ClaudeCode(), new Codex());

  private static final Duration KEEP_EVERY = Duration.ofSeconds(5);

  private final List<Agent> agents;
  private final Supplies supplies;
  private final Supplier<Attempt> attempts;
  private final Workshop workshop;

  /**
   * The settings have the models of which the prices are known, and further agents; the environment
   * holds the keys; {@code says} tells people how far it is.
   */
  public HeadlessEngine(
      Settings settings,
      Home home,
      Toolchain toolchain,
      Processes processes,
      Cage cage,
      Checkouts checkouts,
      Blobs blobs,
      Tools tools,
      Map<String, String> environment,
      Consumer<Object> says,
      Supplier<Attempt> attempts) {
    this(
        settings,
        toolchain,
        environment,
        attempts,
        new Workshop(
            home,
            processes,
            cage,
            new Interpreter(processes, toolchain.required("dbt").python()),
            checkouts,
            blobs,
            says,
            KEEP_EVERY,
            new Tariff(settings.models()),
            tools));
  }

  HeadlessEngine(
      Settings settings,
      Toolchain toolchain,
      Map<String, String> environment,
      Supplier<Attempt> attempts,
      Workshop workshop) {
    agents = Stream.concat(AGENTS.stream(), configured(settings)).toList();
    supplies = new Supplies(toolchain, environment, workshop.home());
    this.attempts = attempts;
    this.workshop = workshop;
  }

  private static Stream<Agent> configured(Settings settings) {
    return settings.agents().stream()
        .map(agent -> new Acp(agent, settings.model(agent.model()).orElseThrow()));
  }

  /** The engines of this name are worked by this one, if there is such an agent at all. */
  public static boolean knows(String engine) {
    return engine.startsWith(CommandAgent.ENGINE) || !keyNames(engine).isEmpty();
  }

  /** The variables of which one has the key of an agent of ours; none for others. */
  public static List<String> keyNames(String engine) {
    return switch (engine) {
      case "claude-code" -> List.of(ClaudeCode.KEY, ClaudeCode.TOKEN);
      case "codex" -> List.of(Codex.KEY);
      default -> List.of();
    };
  }

  /** Why an agent of the configuration cannot be started where this runs; empty where it can. */
  public static Optional<String> trouble(
      CommandAgent agent, Map<String, String> environment, Home home) {
    return new Programs(environment, home).trouble(agent.command().get(0), agent.folders());
  }

  private Agent agent(String engine) {
    return agents.stream()
        .filter(one -> one.name().equals(engine))
        .findFirst()
        .orElseThrow(() -> ErrorKind.BAD_INPUT.failure("there is no engine " + engine + " here"));
  }

  @Override
  public Result work(Task task) {
    Agent agent = agent(task.engine());
    if (workshop.cage().level() == Cage.Level.NONE) {
      throw ErrorKind.REFUSED.failure(
          agent.name()
              + " runs only in the cage, and there is none here: "
              + workshop.cage().reason());
    }
    Path program = agent.program(supplies);
    Access access = agent.access(supplies);
    Attempt attempt = attempts.get();
    try (AgentFolder folder = AgentFolder.open(workshop.home(), attempt)) {
      Result result = new Session(workshop, agent, program, access, task, attempt, folder).work();
      folder.forget();
      return result;
    } catch (IOException full) {
      throw Folders.failure(agent.name() + " could not be given its folders", full);
    }
  }
}
