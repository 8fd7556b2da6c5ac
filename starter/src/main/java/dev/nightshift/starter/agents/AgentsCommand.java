package dev.nightshift.starter.agents;

import dev.nightshift.activities.agents.AgentFile;
import dev.nightshift.activities.agents.AgentFiles;
import dev.nightshift.activities.agents.AgentFiles.Team;
import dev.nightshift.activities.agents.AgentProblem;
import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.configuration.EngineName;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.git.GitCheckouts;
import dev.nightshift.activities.git.GitWorkspaces;
import dev.nightshift.activities.git.LocalRemotes;
import dev.nightshift.activities.git.Mirrors;
import dev.nightshift.activities.git.Remotes;
import dev.nightshift.activities.github.Connections;
import dev.nightshift.activities.github.GitHubRemotes;
import dev.nightshift.activities.home.Home;
import dev.nightshift.starter.cli.ConfiguredCommand;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.Exit;
import dev.nightshift.starter.cli.NightCommand;
import dev.nightshift.starter.cli.Refusal;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads the files of a project's agents now, and shows what is understood of them. */
@Command(
    name = "agents",
    description = "List a project's agents, show one, and say what is wrong in their files.")
public final class AgentsCommand extends ConfiguredCommand {
  @Parameters(paramLabel = "NAME", arity = "0..1", description = "The agent to show in full.")
  private String name;

  @Option(
      names = "--project",
      paramLabel = "PROJECT",
      description = "Whose agents; needed where there are several projects.")
  private String project;

  public AgentsCommand(Desk desk) {
    super(desk);
  }

  @Override
  protected List<NightCommand> below() {
    return List.of(new RunCommand(desk), new LookCommand(desk), new StopCommand(desk));
  }

  @Override
  public Integer call() {
    Settings settings = desk.settings(config);
    Team read = team(settings, meant(settings));
    Team team = new Team(read.agents(), problems(read, settings));
    if (name != null) {
      AgentFile agent =
          team.agent(name)
              .orElseThrow(
                  () ->
                      new Refusal(
                          "no agent is called «"
                              + name
                              + "»: "
                              + String.join(", ", team.agents().keySet())));
      show(agent, settings);
      return Exit.DONE;
    }
    if (json) {
      sayJson(team);
    } else {
      team.agents().values().forEach(this::tell);
      team.problems().forEach(problem -> say("✗ " + desk.line(problem.toString())));
    }
    return team.problems().isEmpty() ? Exit.DONE : Exit.FAILED;
  }

  /** A file's, and what it names that the configuration has not. */
  private static List<AgentProblem> problems(Team team, Settings settings) {
    return Stream.concat(
            team.problems().stream(),
            team.agents().values().stream()
                .flatMap(
                    agent ->
                        agent.engines().stream()
                            .filter(engine -> !EngineName.isKnown(engine, settings))
                            .map(
                                engine ->
                                    new AgentProblem(
                                        agent.origin(),
                                        0,
                                        "`engine` is "
                                            + engine
                                            + ", which nightshift.yml does not have"))))
        .toList();
  }

  private Project meant(Settings settings) {
    List<String> names = settings.projects().stream().map(Project::name).toList();
    if (project == null && names.size() > 1) {
      throw new Refusal("which project? --project is one of " + String.join(", ", names));
    }
    return settings
        .project(project == null ? names.get(0) : project)
        .orElseThrow(
            () ->
                new Refusal("no project is called «" + project + "»: " + String.join(", ", names)));
  }

  private Team team(Settings settings, Project of) {
    Home home = desk.home();
    InstantSource clock = InstantSource.system();
    Remotes remotes =
        new GitHubRemotes(
            settings, new Connections(desk.environment(), clock), new LocalRemotes(home.host()));
    Mirrors mirrors = new Mirrors(home.mirrors(), remotes, clock);
    return new AgentFiles(
            new GitCheckouts(
                home.workspaces(), mirrors, new FileBlobs(home.blobs()), settings::branch))
        .of(new GitWorkspaces(settings, mirrors).resolve(of.name(), ""));
  }

  private void tell(AgentFile agent) {
    say(desk.bold(desk.line(agent.name())) + "  " + desk.line(agent.role()));
    say("  " + desk.line(agent.origin()));
  }

  private void show(AgentFile agent, Settings settings) {
    if (json) {
      sayJson(agent);
      return;
    }
    tell(agent);
    say("  goal: " + desk.line(agent.goal()));
    say("  how: " + desk.line(agent.backstory()));
    List<String> lent =
        settings.toolServers().stream().flatMap(server -> server.calledTools().stream()).toList();
    List<String> tools =
        Stream.concat(AgentFiles.TOOLS.stream(), lent.stream()).filter(agent.tools()::has).toList();
    say("  tools: " + String.join(", ", tools));
    List<String> absent =
        agent.tools().served().stream().filter(tool -> !lent.contains(tool)).toList();
    if (!absent.isEmpty()) {
      say("  not there: " + desk.line(String.join(", ", absent)) + " (`mcp` in nightshift.yml)");
    }
    if (!agent.squad().isEmpty()) {
      say("  may ask: " + desk.line(String.join(", ", agent.squad())));
    }
    if (!agent.channel().isEmpty()) {
      say("  talks in: " + desk.line(agent.channel()));
    }
    if (!agent.engine().isEmpty()) {
      say("  thinks by: " + desk.line(agent.engine()));
    }
    agent.notes().forEach(note -> say("  note: " + desk.line(note.toString())));
  }
}
