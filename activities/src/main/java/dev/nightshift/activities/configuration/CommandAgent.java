package dev.nightshift.activities.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An agent that speaks the Agent Client Protocol, by the words of its command, the first of which
 * is a program by its path or on the PATH. {@code model} is one of the models by its name, {@code
 * folders} are shown to it beside the program.
 */
public record CommandAgent(
    String name,
    List<String> command,
    String model,
    Map<String, String> environment,
    List<Path> folders) {
  /** Before the name, where it is an engine. */
  public static final String ENGINE = "acp:";

  /** Stands for where the agent finds its model, in words of the command and in variables. */
  public static final String ADDRESS = "{address}";

  /** Stands for the id that the API knows the model by. */
  public static final String MODEL = "{model}";

  /** Stands for a word where an agent insists on a key: it opens nothing. */
  public static final String KEY = "{key}";

  public CommandAgent {
    command = List.copyOf(command);
    environment = environment == null ? Map.of() : Map.copyOf(environment);
    folders = folders == null ? List.of() : List.copyOf(folders);
  }

  public String engine() {
    return ENGINE + name;
  }
}
