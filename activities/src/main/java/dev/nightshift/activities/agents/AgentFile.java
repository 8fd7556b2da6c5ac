package dev.nightshift.activities.agents;

import static java.util.Objects.requireNonNullElse;

import java.util.List;

/**
 * An agent by its file. {@code origin} is where it stands, {@code channel} where it talks to
 * people, {@code squad} whom it may ask for help; {@code engine} and {@code model} are empty where
 * the configuration decides.
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
    String engine) {
  public AgentFile {
    role = requireNonNullElse(role, "");
    goal = requireNonNullElse(goal, "");
    backstory = requireNonNullElse(backstory, "");
    tools = requireNonNullElse(tools, ToolList.ALL);
    channel = requireNonNullElse(channel, "");
    squad = squad == null ? List.of() : List.copyOf(squad);
    engine = requireNonNullElse(engine, "");
  }

  /** The tools that there are for it: those that are named, or all but those. */
  public record ToolList(boolean allowed, List<String> names) {
    static final ToolList ALL = new ToolList(false, List.of());

    public ToolList {
      names = names == null ? List.of() : List.copyOf(names);
    }

    public boolean has(String tool) {
      return allowed == names.contains(tool);
    }
  }
}
