package dev.nightshift.starter.cli;

import dev.nightshift.starter.flows.Run;
import dev.nightshift.starter.flows.Timing;
import dev.nightshift.workflows.values.BlobRef;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description = "Show one run: phases, what was found, causes, the question, the outcome.")
final class ShowCommand extends ConfiguredCommand {
  @Parameters(paramLabel = "ID", description = "A run's id, or a part that only it has.")
  private String id;

  @Option(names = "--diff", description = "Show the patch instead.")
  private boolean diff;

  @Option(
      names = "--follow",
      description =
          "Tell of it until it ends or, without a terminal, waits for a person; with --json the run"
              + " in a line each time that it has changed.")
  private boolean follow;

  @Option(names = "--timings", description = "Show where its time went, step by step.")
  private boolean timings;

  ShowCommand(Desk desk) {
    super(desk);
  }

  @Override
  public Integer call() throws InterruptedException {
    Run run = desk.run(id);
    if (diff) {
      return diff(run);
    }
    if (follow && json) {
      return Exit.of(Following.asJson(desk).toTheEnd(run));
    }
    if (follow) {
      run = new Following(desk).toTheEnd(run);
    }
    if (timings) {
      return timings(run);
    }
    if (json) {
      sayJson(run);
      return Exit.of(run);
    }
    RunText text = new RunText(desk.out(), desk.ink(), System.currentTimeMillis());
    if (follow) {
      text.printFollowed(run);
    } else {
      text.print(run);
    }
    return Exit.of(run);
  }

  private int timings(Run run) {
    List<Timing> steps = desk.doors().flows().timings(run);
    if (json) {
      sayJson(Map.of("id", run.id(), "steps", steps));
      return Exit.of(run);
    }
    long until = run.closedAt() > 0 ? run.closedAt() : System.currentTimeMillis();
    say(desk.bold(run.id()) + "  " + Times.lasting(until - run.startedAt()));
    Timing.table(steps, until - run.startedAt()).forEach(line -> say("  " + line));
    return Exit.of(run);
  }

  private int diff(Run run) {
    BlobRef patch = patch(run);
    if (patch == null) {
      throw new Refusal(run.id() + " has no patch" + (run.open() ? " yet" : ""));
    }
    String text = desk.doors().blobs().readText(patch);
    if (json) {
      sayJson(Map.of("id", run.id(), "hash", patch.sha256(), "diff", text));
      return Exit.of(run);
    }
    Ink ink = desk.ink();
    for (String line : text.lines().toList()) {
      String plain = Ink.plain(line);
      say(
          plain.startsWith("+") && !plain.startsWith("+++")
              ? ink.good(plain)
              : plain.startsWith("-") && !plain.startsWith("---") ? ink.bad(plain) : plain);
    }
    return Exit.of(run);
  }

  private static BlobRef patch(Run run) {
    if (run.waiting()) {
      return run.progress().waiting().patch();
    }
    return run.outcome() == null ? null : run.outcome().patch();
  }
}
