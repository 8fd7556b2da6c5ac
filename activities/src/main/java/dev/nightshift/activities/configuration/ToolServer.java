package dev.nightshift.activities.configuration;

import java.util.List;

/**
 * A server of the Model Context Protocol by the words of its command: of its {@code tools} those
 * are there for agents that are named, and of our {@code environment} it has the variables that
 * are.
 */
public record ToolServer(
    String name, List<String> command, List<String> environment, List<String> tools) {
  private static final String BETWEEN = "__";

  public ToolServer {
    command = List.copyOf(command);
    environment = environment == null ? List.of() : List.copyOf(environment);
    tools = List.copyOf(tools);
  }

  /** How agents call a tool of its. */
  public String called(String tool) {
    return name + BETWEEN + tool;
  }

  /** How agents call those of its that are there for them. */
  public List<String> calledTools() {
    return tools.stream().map(this::called).toList();
  }

  /** Whether that is the name of a tool of such a server. */
  public static boolean isTools(String name) {
    return name.indexOf(BETWEEN) > 0;
  }
}
