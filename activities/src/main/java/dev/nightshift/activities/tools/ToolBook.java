package dev.nightshift.activities.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightshift.activities.agents.AgentFile;
import dev.nightshift.activities.agents.AgentFiles;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.configuration.Role;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.ToolServer;
import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.activities.linear.LinearIssues;
import dev.nightshift.activities.prompt.Prompts;
import dev.nightshift.activities.prompt.Quotation;
import dev.nightshift.activities.served.ToolServers;
import dev.nightshift.activities.served.ToolServers.Served;
import dev.nightshift.activities.served.ToolServers.Shelf;
import dev.nightshift.activities.warehouse.Looks;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Chat;
import dev.nightshift.workflows.ports.Dbt;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Models.Opening;
import dev.nightshift.workflows.ports.Models.ToolShape;
import dev.nightshift.workflows.ports.Tools;
import dev.nightshift.workflows.values.Limits;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All tools by their names. */
public final class ToolBook implements Tools {
  /** What is longer no model reads to its end. */
  private static final int LONGEST = 30_000;

  /** Within it stands what a quotation adds. */
  private static final int LONGEST_QUOTED = LONGEST - 1_000;

  /** A session is not kept waiting for what it can do without. */
  private static final Duration SERVERS_BEGIN = Duration.ofMinutes(2);

  /** They mend what a diagnosis found; a message means nothing to them. */
  private static final String RULES = "rules";

  private final Settings settings;
  private final Checkouts checkouts;
  private final Blobs blobs;
  private final Prompts prompts;
  private final AgentFiles agents;
  private final ToolServers servers;
  private final Map<String, Tool> tools = new LinkedHashMap<>();

  public ToolBook(
      Settings settings,
      Checkouts checkouts,
      Blobs blobs,
      Dbt dbt,
      Looks looks,
      Chat chat,
      LinearIssues issues,
      ToolServers servers,
      AddedCommands commands) {
    this.servers = servers;
    this.settings = settings;
    this.checkouts = checkouts;
    this.blobs = blobs;
    this.prompts = new Prompts(blobs);
    this.agents = new AgentFiles(checkouts);
    List<Tool> all =
        new ArrayList<>(
            List.of(new ReadFile(), new WriteFile(), new SearchFiles(), new SearchText()));
    Described described = new Described(dbt, blobs);
    all.addAll(GraphTool.all(described));
    all.addAll(QueryTool.all(described, looks));
    all.addAll(DbtTool.all(dbt));
    all.add(new InvokeAgent(agents));
    all.add(new PostMessage(agents, chat));
    all.add(new NotifyParent());
    if (issues.canAsk()) {
      all.add(new LinearIssue(issues));
    }
    all.add(new Terminal(all, commands));
    all.forEach(tool -> tools.put(tool.shape().name(), tool));
  }

  @Override
  public Kit kit(Engines.Task task) {
    AgentFiles.Team team = agents.of(task.workspace());
    AgentFile agent = team.working(task.role());
    List<Tool> all =
        new ArrayList<>(
            tools.values().stream()
                .filter(tool -> agent.tools().has(tool.shape().name()))
                .filter(tool -> tool.place() != Place.DELEGATES || !agent.squad().isEmpty())
                .filter(tool -> task.sandbox() != null || !tool.needsSandbox())
                .toList());
    List<String> told = new ArrayList<>(List.of(team.trouble(task.role())));
    long begun = System.nanoTime();
    for (ToolServer server : servers.servers()) {
      boolean late = Duration.ofNanos(System.nanoTime() - begun).compareTo(SERVERS_BEGIN) > 0;
      told.add(served(server, agent, all, late));
    }
    Policy policy = settings.needed(task.workspace().project()).policy();
    Opening opening =
        new Opening(
            prompts.system(agent, task),
            prompts.task(task),
            all.stream().map(tool -> tool.shape(policy)).toList());
    try {
      return new Kit(
          blobs.put("opening.json", Converter.json().writeValueAsBytes(opening)),
          all.stream().map(tool -> new Offer(tool.shape().name(), tool.place())).toList(),
          told.stream()
              .filter(text -> !text.isEmpty())
              .map(Quotation::plain)
              .collect(Collectors.joining("\n\n")));
    } catch (JsonProcessingException broken) {
      throw ErrorKind.BROKEN.failure("the opening could not be written as JSON", broken);
    }
  }

  /** Adds what an agent's file names of a server's tools; a word where that does not answer. */
  private String served(ToolServer server, AgentFile agent, List<Tool> all, boolean late) {
    List<String> wanted = server.calledTools().stream().filter(agent.tools()::has).toList();
    if (wanted.isEmpty()) {
      return "";
    }
    if (late) {
      return without(agent, wanted, all, "the servers before it took too long");
    }
    try {
      Shelf shelf = servers.tools(server);
      shelf.tools().stream()
          .map(Served::shape)
          .filter(shape -> wanted.contains(shape.name()))
          .forEach(shape -> all.add(new ServedTool(servers, server, shape)));
      return without(agent, wanted, all, shelf.missing(server));
    } catch (ApplicationFailure away) {
      if (ErrorKind.of(away) == ErrorKind.INTERRUPTED) {
        throw away;
      }
      return without(agent, wanted, all, away.getOriginalMessage());
    }
  }

  private static String without(
      AgentFile agent, List<String> wanted, List<Tool> there, String why) {
    List<String> absent =
        wanted.stream()
            .filter(name -> there.stream().noneMatch(tool -> tool.shape().name().equals(name)))
            .toList();
    return absent.isEmpty()
        ? ""
        : agent.name() + " worked without " + String.join(", ", absent) + ": " + why + ".";
  }

  @Override
  public Agent agent(Workspace workspace, String name, String engine) {
    AgentFiles.Team team = agents.of(workspace);
    AgentFile file =
        team.agent(name)
            .orElseThrow(
                () ->
                    ErrorKind.NOT_FOUND.failure(
                        "No agent of "
                            + workspace.project()
                            + " is called «"
                            + name
                            + "»; there are "
                            + String.join(", ", team.agents().keySet())
                            + (team.problems().isEmpty()
                                ? "."
                                : ". Of their files, not all can be read: ./nightshift agents")));
    Settings.Project project = settings.needed(workspace.project());
    String ofRole = Role.named(name, project.roles()).engine();
    return Stream.of(engine, ofRole, file.engine(), project.engine())
        .flatMap(line -> Engines.named(line).stream())
        .filter(one -> !one.equals(RULES))
        .findFirst()
        .map(thinking -> agent(file, thinking, limits(name, project)))
        .orElseThrow(
            () ->
                ErrorKind.BAD_INPUT.failure(
                    "Nothing that understands a message works for "
                        + name
                        + ": give it an engine in its file, or the project one in nightshift.yml"
                        + " (model:NAME, claude-code, codex or acp:NAME), or name one by --engine."));
  }

  /** A message is a run as well. */
  private static Limits limits(String agent, Settings.Project project) {
    return Role.named(agent, project.roles()).limits().within(project.policy().ofARun());
  }

  private static Agent agent(AgentFile file, String engine, Limits limits) {
    if (AgentFile.thinksByItself(engine) && !file.mayWrite()) {
      throw ErrorKind.REFUSED.failure(
          file.name()
              + " may not write by its file, which "
              + engine
              + " cannot be kept from: let a model (model:NAME) think for it.");
    }
    return new Agent(file.name(), engine, limits);
  }

  @Override
  public Given use(Use use) {
    AgentFile who = agents.of(use.workspace()).working(use.role());
    Settings.Project project = settings.needed(use.workspace().project());
    try (Desk desk = new Desk(use, project, who.tools()::has, checkouts, blobs)) {
      try {
        String text = tool(use, who).use(Arguments.of(blobs.readText(use.arguments())), desk);
        Optional<Workspace> after = desk.after();
        return new Given(
            blobs.putText("given.txt", shortened(text, LONGEST)),
            false,
            false,
            after.orElse(null),
            after.isPresent() ? desk.changedFiles() : null,
            desk.delegated(),
            "",
            Quotation.plain(desk.told()));
      } catch (Declined declined) {
        return no(declined.getMessage(), declined.isForbidden());
      } catch (ApplicationFailure failed) {
        if (ErrorKind.of(failed).retryable()) {
          throw failed;
        }
        return no(failed.getOriginalMessage(), false);
      } catch (IOException unreadable) {
        return no("the file could not be read or written: " + unreadable, false);
      }
    }
  }

  private Tool tool(Use use, AgentFile who) {
    if (!who.tools().has(use.tool())) {
      throw Declined.cannot("there is no tool " + use.tool() + " for " + who.name());
    }
    return Optional.ofNullable(tools.get(use.tool()))
        .or(
            () ->
                servers
                    .serving(use.tool())
                    .map(
                        server ->
                            new ServedTool(servers, server, new ToolShape(use.tool(), "", "{}"))))
        .orElseThrow(
            () ->
                Declined.cannot(
                    "there is no tool "
                        + use.tool()
                        + "; there are "
                        + String.join(", ", tools.keySet())));
  }

  private Given no(String why, boolean forbidden) {
    return new Given(
        blobs.putText("given.txt", (forbidden ? "Refused: " : "Not done: ") + why + "."),
        !forbidden,
        forbidden,
        null,
        null,
        null,
        forbidden ? Quotation.plain(why).replace('\n', ' ') : null,
        "");
  }

  /** So that the mark at its end is not lost. */
  static String quoted(String origin, String text) {
    return Quotation.of(origin, shortened(text, LONGEST_QUOTED));
  }

  private static String shortened(String text, int longest) {
    return text.length() <= longest
        ? text
        : text.substring(0, longest) + "\n(" + (text.length() - longest) + " characters more)";
  }
}
