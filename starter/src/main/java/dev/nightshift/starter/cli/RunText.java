package dev.nightshift.starter.cli;

import dev.nightshift.starter.flows.Retrying;
import dev.nightshift.starter.flows.Run;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.values.Progress.Asked;
import dev.nightshift.workflows.values.Progress.Step;
import dev.nightshift.workflows.values.Progress.Waiting;
import dev.nightshift.workflows.values.Progress.Way;
import java.io.PrintStream;
import java.util.List;

/** One run, told for a person at a terminal. */
final class RunText {
  private final PrintStream out;
  private final Ink ink;
  private final long now;

  RunText(PrintStream out, Ink ink, long now) {
    this.out = out;
    this.ink = ink;
    this.now = now;
  }

  void print(Run run) {
    start(run);
    steps(steps(run));
    retrying(run.retrying());
    found(run.progress());
    end(run);
  }

  /** What {@link Following} has not told on the way. */
  void printFollowed(Run run) {
    out.println();
    start(run);
    end(run);
  }

  private void start(Run run) {
    out.println(ink.bold(run.id()) + "  " + state(run));
    long until = run.closedAt() > 0 ? run.closedAt() : now;
    out.println(
        ink.dim(
            "started "
                + Times.at(run.startedAt())
                + (run.closedAt() > 0 ? ", took " : ", running for ")
                + Times.lasting(until - run.startedAt())));
  }

  private void end(Run run) {
    if (run.outcome() != null) {
      outcome(run.outcome());
    }
    if (run.after() != null) {
      head(run.after().open() ? "Watched" : "What became of it");
      out.println("  " + Ink.line(run.after().says()));
    }
    if (!run.failure().isEmpty()) {
      head("Failed");
      out.println("  " + ink.bad(Ink.line(run.failure())));
    }
    if (run.waiting()) {
      question(run);
    }
  }

  String state(Run run) {
    return switch (run.state()) {
      case "waiting" -> ink.asking("waiting for a person");
      case "working" -> Ink.line(run.progress().phase()) + ": " + Ink.line(run.progress().says());
      case "done" -> ink.good("done");
      case "unreadable" -> ink.bad("cannot be read");
      default -> ink.bad(run.state());
    };
  }

  private static List<Step> steps(Run run) {
    return run.outcome() == null || run.outcome().steps().isEmpty()
        ? run.progress().steps()
        : run.outcome().steps();
  }

  private void steps(List<Step> steps) {
    if (!steps.isEmpty()) {
      head("Phases");
    }
    for (Step step : steps) {
      long end = step.endedAt() > 0 ? step.endedAt() : now;
      String mark = step.endedAt() > 0 ? ink.good("✓") : ink.asking("…");
      out.printf(
          "  %s %-10s %s%n",
          mark, Ink.line(step.phase()), ink.dim(Times.lasting(end - step.startedAt())));
    }
  }

  private void retrying(List<Retrying> steps) {
    if (!steps.isEmpty()) {
      head("Trying again");
    }
    steps.forEach(step -> out.println("  - " + ink.asking(said(step))));
  }

  static String said(Retrying step) {
    return Ink.line(step.step())
        + ", attempt "
        + step.attempt()
        + "; the last one: "
        + Ink.line(step.why());
  }

  private void found(Progress progress) {
    if (!progress.found().isEmpty()) {
      head("Found");
    }
    progress.found().forEach(line -> out.println("  - " + Ink.line(line)));
  }

  private void outcome(RemediationOutcome outcome) {
    head("Outcome");
    out.println("  " + ink.bold(Ink.line(outcome.headline())));
    if (!outcome.causes().isEmpty()) {
      head("Causes");
    }
    outcome.causes().forEach(this::cause);
    if (!outcome.remaining().isEmpty()) {
      head("Still red");
      outcome.remaining().forEach(node -> out.println("  - " + Ink.line(node)));
    }
    if (!outcome.refusals().isEmpty()) {
      head("The gate refused");
      outcome.refusals().forEach(why -> out.println("  - " + Ink.line(why.toString())));
    }
    if (outcome.decision() != null) {
      head("Decided");
      out.println(
          "  "
              + outcome.decision().choice()
              + " by "
              + Ink.line(outcome.decision().person())
              + (outcome.decision().reason().isBlank()
                  ? ""
                  : ": " + Ink.line(outcome.decision().reason())));
    }
    if (outcome.pull() != null) {
      head("Pull request");
      out.println("  " + outcome.pull().number() + "  " + Ink.line(outcome.pull().url()));
    }
    if (!outcome.reportPath().isEmpty()) {
      head("Report");
      out.println("  " + Ink.line(outcome.reportPath()));
    }
  }

  private void cause(Cause cause) {
    String word = String.format("%-9s", cause.verdict());
    out.println("  " + ink.verdict(cause.verdict(), word) + " " + Ink.line(cause.because()));
    for (String node : cause.nodes()) {
      out.println("            " + ink.dim(Ink.line(node)));
    }
    for (Evidence evidence : cause.evidence()) {
      out.println("            · " + Ink.line(evidence.says()) + ink.dim(" " + from(evidence)));
    }
  }

  private static String from(Evidence evidence) {
    return evidence.from().isEmpty() ? "" : "(" + Ink.line(evidence.from()) + ")";
  }

  private void question(Run run) {
    Waiting waiting = run.progress().waiting();
    if (waiting.decides()) {
      head("Question");
      out.println("  " + ink.bold(Ink.line(waiting.question())));
      out.println(
          "  patch "
              + waiting.patchHash().substring(0, Math.min(12, waiting.patchHash().length()))
              + ", until "
              + Times.at(waiting.expiresAt()));
      out.println("  ./nightshift show " + run.id() + " --diff");
      out.println("  ./nightshift approve " + run.id());
      out.println("  ./nightshift reject " + run.id() + " --reason \"…\"");
    }
    questions(run);
  }

  /** What is open, and how it is answered. */
  void questions(Run run) {
    List<Asked> open = run.progress().waiting().asked();
    for (Asked asked : open) {
      head(open.size() == 1 ? "Open question" : "Open question " + asked.id());
      out.println("  " + ink.bold(Ink.line(asked.says())));
      String which = open.size() == 1 ? "" : "   --question " + asked.id();
      for (Way way : asked.ways()) {
        out.println(
            "  ./nightshift answer "
                + run.id()
                + " "
                + Ink.line(way.id())
                + which
                + "   "
                + ink.dim(Ink.line(way.says())));
      }
    }
  }

  private void head(String text) {
    out.println();
    out.println(ink.bold(text));
  }
}
