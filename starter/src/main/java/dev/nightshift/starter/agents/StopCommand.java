package dev.nightshift.starter.agents;

import dev.nightshift.starter.cli.ConfiguredCommand;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.Exit;
import dev.nightshift.starter.cli.Refusal;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stops an agent that was given a message. */
@Command(name = "stop", description = "Stop an agent that was given a message.")
final class StopCommand extends ConfiguredCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "The agent.")
  private String name;

  @Parameters(index = "1", paramLabel = "ID", description = "As `agents run` named it.")
  private String id;

  @Option(
      names = "--project",
      defaultValue = "",
      paramLabel = "PROJECT",
      description = "On which project; needed where there are several.")
  private String project;

  StopCommand(Desk desk) {
    super(desk);
  }

  @Override
  public Integer call() {
    String whole;
    try {
      whole = Message.id(desk.settings(config), project, name, id);
    } catch (IllegalArgumentException wrong) {
      throw new Refusal(wrong.getMessage());
    }
    boolean stopped = desk.doors().agentRuns().cancel(whole);
    if (json) {
      sayJson(Map.of("id", id, "stopped", stopped));
    } else {
      say(stopped ? id + " is asked to stop" : id + " had ended, or was never begun");
    }
    return stopped ? Exit.DONE : Exit.FAILED;
  }
}
