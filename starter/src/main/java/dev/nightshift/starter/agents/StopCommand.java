package dev.nightshift.starter.agents;

import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.Exit;
import java.util.Map;
import picocli.CommandLine.Command;

/** Stops an agent that was given a message. */
@Command(name = "stop", description = "Stop an agent that was given a message.")
final class StopCommand extends AskedCommand {
  StopCommand(Desk desk) {
    super(desk);
  }

  @Override
  public Integer call() {
    boolean stopped = desk.doors().agentRuns().cancel(flow(), "./nightshift agents stop");
    if (json) {
      sayJson(Map.of("id", id(), "stopped", stopped));
    } else {
      say(stopped ? id() + " is asked to stop" : id() + " had ended, or was never begun");
    }
    return stopped ? Exit.DONE : Exit.FAILED;
  }
}
