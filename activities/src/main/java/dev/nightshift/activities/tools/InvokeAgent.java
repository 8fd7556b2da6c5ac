package dev.nightshift.activities.tools;

import dev.nightshift.activities.agents.AgentFile;
import dev.nightshift.activities.agents.AgentFiles;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Models.ToolShape;
import dev.nightshift.workflows.ports.Tools.Place;
import dev.nightshift.workflows.ports.Tools.Use;
import java.util.List;
import java.util.Optional;

/** Hands a piece of work to another agent of the team, whose answer comes back as material. */
final class InvokeAgent implements Tool {
  /** Who was asked by an agent that was asked itself is asked too late to help. */
  private static final int DEEPEST = 2;

  private final AgentFiles agents;

  InvokeAgent(AgentFiles agents) {
    this.agents = agents;
  }

  @Override
  public ToolShape shape() {
    return new ToolShape(
        "invoke_agent",
        "Asks another agent of your squad. It works on your copy of the project as it is now, and"
            + " what it changes there stays.",
        Schema.of()
            .text("agent", "Its name.")
            .text("message", "What it is to do or to find out, with all that it needs to know.")
            .json());
  }

  @Override
  public Place place() {
    return Place.DELEGATES;
  }

  @Override
  public String use(Arguments arguments, Desk desk) {
    Use use = desk.use();
    if (Ids.agentsIn(use.key()) >= DEEPEST) {
      throw Declined.forbidden("who was asked by an agent asks nobody else; say what you need");
    }
    AgentFiles.Team team = agents.of(use.workspace());
    List<String> squad = team.working(use.role()).squad();
    String name = arguments.text("agent");
    AgentFile other =
        Optional.of(name)
            .filter(squad::contains)
            .flatMap(team::agent)
            .orElseThrow(
                () ->
                    Declined.forbidden(
                        name + " is not of your squad: " + String.join(", ", squad)));
    if (other.thinksByItself() && !other.tools().has("write_file")) {
      throw Declined.forbidden(
          name + " may not write by its file, which " + other.engine() + " cannot be kept from");
    }
    desk.delegate(
        new Engines.Task(
            other.name(),
            other.engine(),
            arguments.text("message"),
            use.workspace(),
            List.of(),
            null,
            List.of(),
            null,
            use.sandbox(),
            null));
    return "";
  }
}
