package dev.nightshift.starter.local;

import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.NightCommand;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A broken night of the sample company, from the webhook to the pull request. */
@Command(
    name = "demo",
    description = "A sample company's broken night, from the webhook to the pull request.")
final class DemoCommand extends NightCommand {
  @Option(
      names = "--yes",
      description =
          "Approve by itself, check the published branch, and end. So without a terminal.")
  private boolean yes;

  @Option(names = "--timings", description = "Tell at the end where the time went.")
  private boolean timings;

  DemoCommand(Desk desk) {
    super(desk);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return new Demo(desk, yes || !desk.terminal(), json, timings).run();
  }
}
