package dev.nightshift.starter.cli;

import dev.nightshift.starter.flows.Run;
import dev.nightshift.workflows.values.Progress;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "runs",
    description = "List the failed runs that were looked after, open ones first.")
final class RunsCommand extends ConfiguredCommand {
  @Option(
      names = {"-n", "--number"},
      paramLabel = "N",
      defaultValue = "20",
      description = "How many at most.")
  private int number;

  @Option(names = "--waiting", description = "Only those that wait for a person.")
  private boolean waiting;

  RunsCommand(Desk desk) {
    super(desk);
  }

  @Override
  public Integer call() {
    if (number < 1 || number > 1000) {
      throw new Refusal("--number is from 1 to 1000");
    }
    List<Run> runs =
        desk.doors().flows().latest(number).stream()
            .filter(run -> !waiting || run.waiting())
            .toList();
    if (json) {
      sayJson(runs);
      return Exit.DONE;
    }
    if (runs.isEmpty()) {
      say(
          waiting
              ? "Nothing waits for a person."
              : "No runs yet. `./nightshift fix --artifacts DIR` looks after one.");
      return Exit.DONE;
    }
    Table table = new Table("STATE", "PROJECT", "STARTED", "WHAT", "ID");
    for (Run run : runs) {
      table.row(
          run.state(), run.progress().project(), Times.at(run.startedAt()), what(run), run.id());
    }
    table.print(desk.out(), desk.ink());
    return Exit.DONE;
  }

  /** The question, where it is, or how it ended. */
  private static String what(Run run) {
    Progress progress = run.progress();
    if (run.waiting()) {
      return progress.waiting().question();
    }
    return run.open() ? progress.phase() + ": " + progress.says() : progress.says();
  }
}
