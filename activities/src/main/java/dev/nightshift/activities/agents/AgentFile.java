package dev.nightshift.activities.agents;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.activities.configuration.ToolServer;
import dev.nightshift.workflows.ports.Engines;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An agent by its file. {@code origin} is where it stands, {@code channel} where it talks to
 * people, {@code squad} whom it may ask for help; {@code engine} and {@code model} are empty where
 * the configuration decides. {@code notes} say what of the file is not used here.
 */
public record AgentFile(
    String origin,
    String name,
    String role,
    String goal,
    String backstory,
    ToolList tools,
    String channel,
    List<String> squad,
    String engine,
    List<AgentProblem> notes) {
  private static final String SAYS = "post_slack_message";
  static final String BUILT_IN = "built in";

  public AgentFile {
    role = requireNonNullElse(role, "");
    goal = requireNonNullElse(goal, "");
    backstory = requireNonNullElse(backstory, "");
    channel = requireNonNullElse(channel, "");
    tools = requireNonNullElse(tools, ToolList.ALL);
    if (channel.isEmpty() && !tools.allowed()) {
      // It talks to people where its file names it or the channel.
      tools = tools.without(List.of(SAYS));
    }
    squad = squad == null ? List.of() : List.copyOf(squad);
    engine = requireNonNullElse(engine, "");
    notes = notes == null ? List.of() : List.copyOf(notes);
  }

  /** The engines that it names, one after the other where one cannot. */
  public List<String> engines() {
    return Engines.named(engine);
  }

  /** Whether it is the team's own, and not one of ours. */
  public boolean isTeams() {
    return !origin.equals(BUILT_IN);
  }

  /** A command-line agent, which edits by itself: no list of tools keeps it from that. */
  public boolean thinksByItself() {
    return thinksByItself(engine);
  }

  /** Whether it has what writes. */
  public boolean mayWrite() {
    return tools.has("write_file");
  }

  /** The same of an engine. */
  public static boolean thinksByItself(String engine) {
    return !engine.isEmpty() && !engine.equals("rules") && !engine.startsWith("model:");
  }

  /** What it says of itself, each in a paragraph. */
  public String words() {
    return Stream.of(role, goal.isEmpty() ? "" : "Your aim: " + goal, backstory)
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(text -> text + "\n")
        .collect(Collectors.joining());
  }

  /** The tools that there are for it: those that are named, or all but those. */
  public record ToolList(boolean allowed, List<String> names) {
    static final ToolList ALL = new ToolList(false, List.of());

    public ToolList {
      names = names == null ? List.of() : List.copyOf(names);
    }

    /** What another server has is there only for whoever names it. */
    public boolean has(String tool) {
      boolean named = names.contains(tool);
      return ToolServer.isTools(tool) ? allowed && named : allowed == named;
    }

    /** The same without some. */
    ToolList without(List<String> denied) {
      return new ToolList(
          allowed,
          allowed
              ? names.stream().filter(name -> !denied.contains(name)).toList()
              : Stream.concat(names.stream(), denied.stream()).distinct().toList());
    }

    /** What is named of the tools that other servers have. */
    public List<String> served() {
      return allowed ? names.stream().filter(ToolServer::isTools).toList() : List.of();
    }
  }
}
