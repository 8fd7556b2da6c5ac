package dev.nightshift.starter.cli;

import dev.nightshift.workflows.values.Decision;
import java.io.IOException;
import picocli.CommandLine.Command;

@Command(name = "approve", description = "Say yes to the patch that waits: it is published.")
final class ApproveCommand extends DecideCommand {
  ApproveCommand(Desk desk) {
    super(desk);
  }

  @Override
  public Integer call() throws IOException {
    return decide(Decision.Choice.APPROVE, "");
  }
}
