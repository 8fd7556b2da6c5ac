package dev.nightshift.activities.headless;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.configuration.EnvironmentValue;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.door.Interpreter;
import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Attempt;
import dev.nightshift.activities.process.Cage;
import dev.nightshift.activities.process.Processes;
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

/**
 * The real command-line agents as engines: {@code claude-code} and {@code codex}, in the cage. A
 * try that was cut off is gone on with by the next one in the agent's own session.
 */
public final class HeadlessEngine implements Engines {
  private static final List<Agent> AGENTS = List.of(new ClaudeCode(), new Codex());

  private static final Duration KEEP_EVERY = Duration.ofSeconds(5);

  private final Toolchain toolchain;
  private final Map<String, String> environment;
  private final Supplier<Attempt> attempts;
  private final Workshop workshop;

  /**
   * {@code models} are those of which the prices are known; the environment holds the keys; {@code
   * says} tells people how far it is.
   */
  public HeadlessEngine(
      List<Settings.Model> models,
      Home home,
      Toolchain toolchain,
      Processes processes,
      Cage cage,
      Checkouts checkouts,
      Blobs blobs,
      Tools tools,
      Map<String, String> environment,
      Consumer<String> says,
      Supplier<Attempt> attempts) {
    this(
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
            new Tariff(models),
            tools));
  }

  HeadlessEngine(
      Toolchain toolchain,
      Map<String, String> environment,
      Supplier<Attempt> attempts,
      Workshop workshop) {
    this.toolchain = toolchain;
    this.environment = Map.copyOf(environment);
    this.attempts = attempts;
    this.workshop = workshop;
  }

  /** The engines of this name are worked by this one. */
  public static boolean knows(String engine) {
    return AGENTS.stream().anyMatch(agent -> agent.name().equals(engine));
  }

  /** The variable with the key of an engine of ours. */
  public static String keyName(String engine) {
    return agent(engine).keyName();
  }

  private static Agent agent(String engine) {
    return AGENTS.stream()
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
    Path program = program(agent);
    Access access = access(agent);
    Attempt attempt = attempts.get();
    try (AgentFolder folder = AgentFolder.open(workshop.home(), attempt)) {
      Result result = new Session(workshop, agent, program, access, task, attempt, folder).work();
      folder.forget();
      return result;
    } catch (IOException full) {
      throw ErrorKind.UNAVAILABLE.failure(
          agent.name() + " could not be given its folders: " + full.getMessage(), full);
    }
  }

  private Path program(Agent agent) {
    Path named = toolchain.required(agent.name()).path();
    try {
      return named.toRealPath();
    } catch (IOException gone) {
      throw ErrorKind.NOT_FOUND.failure(
          named + " is gone; ./nightshift toolchain add " + agent.name() + " makes it anew.", gone);
    }
  }

  private Access access(Agent agent) {
    Optional<String> key = EnvironmentValue.of(environment, agent.keyName());
    String secret =
        key.orElseThrow(
            () ->
                ErrorKind.UNAUTHORIZED.failure(
                    agent.name()
                        + " has no key for its model: set "
                        + agent.keyName()
                        + " in the worker's environment."));
    return agent.access(secret, name -> environment.getOrDefault(name, ""));
  }
}
