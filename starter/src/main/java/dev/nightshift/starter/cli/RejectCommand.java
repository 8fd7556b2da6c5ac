package dev.nightshift.starter.cli;

import dev.nightshift.workflows.values.Decision;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "reject", description = "Say no to the patch that waits: it stays in the report.")
final class RejectCommand extends DecideCommand {
  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why, for whoever reads the report.")
  private String reason;

  RejectCommand(Desk desk) {
    super(desk);
  }

  @Override
  public Integer call() throws IOException {
    if (reason.isBlank()) {
      throw new Refusal("--reason is empty; say in a few words why, for whoever reads the report");
    }
    return decide(Decision.Choice.REJECT, reason);
  }
}
