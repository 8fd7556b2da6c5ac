package dev.nightshift.activities.configuration;

import static java.util.stream.Collectors.toCollection;

import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.words.Nearest;
import dev.nightshift.workflows.ports.Engines;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Whether the models and agents are there that a file names as who thinks, and can be started. */
record Thinkers(Settings settings, String file) {
  private static final String MODEL = "model:";

  static void check(Settings settings, String file) {
    Thinkers thinkers = new Thinkers(settings, file);
    settings.agents().forEach(thinkers::check);
    settings.toolServers().forEach(thinkers::check);
    settings.projects().forEach(thinkers::check);
  }

  private void checkProgram(String of, List<String> command) {
    String program = command.isEmpty() ? "" : command.get(0);
    if (program.isEmpty() || (program.contains("/") && !program.startsWith("/"))) {
      throw ConfigurationProblem.of(
          file, 0, "`command` of " + of + " begins with a program, by its name or its whole path");
    }
  }

  private void check(ToolServer server) {
    checkProgram("the server " + server.name(), server.command());
    if (server.tools().isEmpty()) {
      throw ConfigurationProblem.of(
          file, 0, "`tools` of the server " + server.name() + " names what agents may have of it");
    }
  }

  private void check(CommandAgent agent) {
    checkProgram("the agent " + agent.name(), agent.command());
    if (settings.model(agent.model()).isEmpty()) {
      Set<String> known = names(settings.models().stream().map(Settings.Model::name));
      throw unknown("`model` of the agent " + agent.name(), agent.model(), "models", known);
    }
  }

  private void check(Project project) {
    Set<String> models = names(settings.models().stream().map(one -> MODEL + one.name()));
    Set<String> agents = names(settings.agents().stream().map(CommandAgent::engine));
    String key = "`engine` of the project " + project.name();
    check(project.engine(), key, models, agents);
    project
        .roles()
        .forEach(role -> check(role.engine(), key + " for " + role.name(), models, agents));
  }

  private void check(String engines, String key, Set<String> models, Set<String> agents) {
    for (String engine : Engines.named(engines)) {
      if (engine.startsWith(MODEL) && !models.contains(engine)) {
        throw unknown(key, engine, "models", models);
      }
      if (engine.startsWith(CommandAgent.ENGINE) && !agents.contains(engine)) {
        throw unknown(key, engine, "agents", agents);
      }
    }
  }

  private static Set<String> names(Stream<String> all) {
    return all.collect(toCollection(TreeSet::new));
  }

  private ConfigurationProblem unknown(String key, String name, String where, Set<String> known) {
    return ConfigurationProblem.of(
        file,
        0,
        key
            + " is "
            + name
            + ", and there is no such name in `"
            + where
            + "`"
            + Nearest.to(name, known).map(near -> "; is " + near + " meant?").orElse(""));
  }
}
