package dev.nightshift.starter.cli;

import dev.nightshift.starter.flows.Run;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "cancel", description = "Stop looking after a run; what it made is cleaned up.")
final class CancelCommand extends ConfiguredCommand {
  @Parameters(paramLabel = "ID", description = "A run's id, or a part that only it has.")
  private String id;

  CancelCommand(Desk desk) {
    super(desk);
  }

  @Override
  public Integer call() {
    Run run = desk.run(id);
    boolean asked = desk.doors().flows().cancel(run);
    if (json) {
      sayJson(Map.of("id", run.id(), "cancelled", asked));
    } else {
      say(asked ? run.id() + " stops and cleans up." : run.id() + " had ended already.");
    }
    return Exit.DONE;
  }
}
