package dev.nightshift.activities.prompt;

import dev.nightshift.activities.agents.AgentFile;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.workflows.ports.Engines.Task;
import dev.nightshift.workflows.ports.Engines.Tried;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The first words of an agent's piece of work. */
public final class Prompts {
  private static final String RULES = "/agents/rules.md";

  /** For whoever has no failed run before it, and a message alone. */
  private static final String ASKED = "/agents/asked.md";

  private final Blobs blobs;

  public Prompts(Blobs blobs) {
    this.blobs = blobs;
  }

  /**
   * Who it is and what holds for it, whatever it reads: what the team's own file says of it on the
   * base branch, and then what no file changes.
   */
  public String system(AgentFile agent, Task task) {
    return Stream.of(
            "You are " + agent.name() + ". " + agent.role(),
            agent.goal().isEmpty() ? "" : "Your aim: " + agent.goal(),
            agent.backstory(),
            resource(task.causes().isEmpty() ? ASKED : RULES))
        .map(Quotation::plain)
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n\n"));
  }

  /** What is wanted, and what is known. */
  public String task(Task task) {
    StringBuilder text = new StringBuilder("# What is wanted\n\n");
    text.append(Quotation.plain(task.goal()).strip()).append("\n\n");
    if (!task.causes().isEmpty()) {
      // A subject is the name of a file or a node: whoever named it wrote it.
      String causes =
          task.causes().stream()
              .map(cause -> "- " + cause.kind() + " of " + cause.subject())
              .collect(Collectors.joining("\n"));
      text.append(Quotation.of("the diagnosis", causes));
    }
    if (!task.tried().isEmpty()) {
      text.append("\n# What was tried and did not hold\n\n");
      task.tried().forEach(tried -> text.append(tried(tried)).append("\n\n"));
    }
    if (task.briefing() != null) {
      text.append("\n# What is known\n\n");
      text.append(Quotation.of("the run's briefing", blobs.readText(task.briefing()))).append('\n');
    }
    return text.toString();
  }

  private String tried(Tried tried) {
    return Quotation.of("an earlier patch", blobs.readText(tried.patch()))
        + "\n"
        + Quotation.of("what was said against it", String.join("\n", tried.objections()));
  }

  private static String resource(String name) {
    try (InputStream text = Prompts.class.getResourceAsStream(name)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException missing) {
      throw new UncheckedIOException("our own words cannot be read", missing);
    }
  }
}
