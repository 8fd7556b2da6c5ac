package dev.nightshift.starter.doctor;

import dev.nightshift.activities.configuration.CommandAgent;
import dev.nightshift.activities.configuration.ConfigurationProblem;
import dev.nightshift.activities.configuration.EnvironmentValue;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.headless.HeadlessEngine;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.model.ModelCheck;
import dev.nightshift.activities.toolchain.Toolchain;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether those who think can be asked: the models, and the command-line agents that are used. */
final class EngineCheck {
  private static final String SUBJECT = "engines";
  private static final String NO_CAGE = "it works in a cage alone, and there is none here";

  private final Settings settings;
  private final Toolchain toolchain;
  private final Map<String, String> environment;
  private final Optional<String> noCage;

  /** {@code noCage} is why there is none, in which alone command-line agents work. */
  EngineCheck(
      Settings settings,
      Toolchain toolchain,
      Map<String, String> environment,
      Optional<String> noCage) {
    this.settings = settings;
    this.toolchain = toolchain;
    this.environment = environment;
    this.noCage = noCage;
  }

  /** Nothing where rules alone work. */
  List<Finding> findings(boolean offline) {
    List<Finding> findings = new ArrayList<>();
    ModelCheck check = new ModelCheck(environment, InstantSource.system());
    for (Settings.Model model : settings.models()) {
      ModelCheck.Seen seen = offline ? check.here(model) : check.asked(model);
      String what = "model " + model.name();
      if (seen.isRight()) {
        findings.add(Finding.fine(SUBJECT, what, seen.says()));
      } else if (isUsed(model)) {
        findings.add(Finding.wrong(SUBJECT, what, seen.says(), seen.todo()));
      } else {
        // It may be there for its prices alone, or for an agent's file to name it.
        findings.add(
            Finding.note(SUBJECT, what, "no project's engine; " + seen.says(), seen.todo()));
      }
    }
    engines().stream()
        .filter(engine -> !HeadlessEngine.keyNames(engine).isEmpty())
        .forEach(agent -> findings.add(agent(agent)));
    settings.agents().forEach(agent -> findings.add(agent(agent)));
    return findings;
  }

  private boolean isUsed(Settings.Model model) {
    return engines().contains("model:" + model.name())
        || settings.agents().stream()
            .anyMatch(
                agent -> agent.model().equals(model.name()) && engines().contains(agent.engine()));
  }

  private List<String> engines() {
    return settings.projects().stream()
        .flatMap(project -> Stream.of(project.engine().split(",")))
        .map(String::strip)
        .distinct()
        .toList();
  }

  /** Its key is its model's, which has a line of its own. */
  private Finding agent(CommandAgent agent) {
    if (noCage.isPresent()) {
      return engines().contains(agent.engine())
          ? uncaged(agent.engine())
          : Finding.note(SUBJECT, agent.engine(), "no project's engine; " + NO_CAGE, noCage.get());
    }
    String program = agent.command().get(0);
    Optional<String> trouble = HeadlessEngine.trouble(agent, environment, Home.of(environment));
    if (trouble.isEmpty()) {
      return Finding.fine(
          SUBJECT, agent.engine(), program + " is here, and asks the model " + agent.model());
    }
    String todo =
        "install it where the worker runs, or name it in `agents` by its whole path; what it needs"
            + " besides itself is named by `folders`";
    return engines().contains(agent.engine())
        ? Finding.wrong(SUBJECT, agent.engine(), trouble.get(), todo)
        : Finding.note(SUBJECT, agent.engine(), "no project's engine; " + trouble.get(), todo);
  }

  private Finding uncaged(String engine) {
    return Finding.wrong(
        SUBJECT,
        engine,
        NO_CAGE + ": " + noCage.orElseThrow(),
        "name rules or a model (model:NAME) as `engine`, or let the worker run where there is a"
            + " cage");
  }

  private Finding agent(String name) {
    if (toolchain.tool(name).isEmpty()) {
      return Finding.wrong(
          SUBJECT, name, "it is not provisioned", "./nightshift toolchain add " + name);
    }
    if (noCage.isPresent()) {
      return uncaged(name);
    }
    List<String> keys = HeadlessEngine.keyNames(name);
    try {
      for (String key : keys) {
        if (EnvironmentValue.of(environment, key).isPresent()) {
          return Finding.fine(SUBJECT, name, "it is provisioned, and " + key + " is set here");
        }
      }
      return Finding.wrong(
          SUBJECT,
          name,
          String.join(" or ", keys) + " is not set here",
          "set it, or " + keys.get(0) + "_FILE, where the worker runs");
    } catch (ConfigurationProblem problem) {
      return Finding.wrong(SUBJECT, name, problem.getMessage(), "or unset the variable");
    }
  }
}
