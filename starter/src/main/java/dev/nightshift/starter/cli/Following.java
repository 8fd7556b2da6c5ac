package dev.nightshift.starter.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightshift.starter.flows.Retrying;
import dev.nightshift.starter.flows.Run;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.values.Progress.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Tells of a run as it goes on, until something is reached. */
final class Following {
  /** Often enough to feel live, seldom enough to cost nothing. */
  private static final long PAUSE_MILLIS = 500;

  /** A worker that is there has taken a run by now. */
  private static final int TAKEN_BY_LOOK = 4;

  private final Desk desk;
  private final Ink ink;
  private int phases;
  private int findings;
  private int looksAtNothing;
  private boolean asked;
  private final Set<String> failing = new HashSet<>();
  private final boolean json;
  private String told = "";

  private Following(Desk desk, boolean json) {
    this.desk = desk;
    this.ink = desk.ink();
    this.json = json;
  }

  /** In words, for a person. */
  Following(Desk desk) {
    this(desk, false);
  }

  /** The whole run in a line each time that something in it has changed, for programs. */
  static Following asJson(Desk desk) {
    return new Following(desk, true);
  }

  /** The run as it is when it has ended or, where nobody sits at a terminal, when it waits. */
  Run toTheEnd(Run run) throws InterruptedException {
    return until(run, now -> !now.open() || (now.waiting() && !desk.terminal()));
  }

  private Run until(Run first, Predicate<Run> reached) throws InterruptedException {
    Run run = first;
    while (true) {
      tell(run);
      if (reached.test(run)) {
        return run;
      }
      Thread.sleep(PAUSE_MILLIS);
      run = desk.doors().flows().find(first.id()).orElse(run);
    }
  }

  private void tell(Run run) {
    if (json) {
      tellJson(run);
    } else {
      tellInWords(run);
    }
  }

  private void tellJson(Run run) {
    try {
      String now = Converter.json().writeValueAsString(run);
      if (!now.equals(told)) {
        desk.out().println(now);
        told = now;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a run is not JSON", e);
    }
  }

  private void tellInWords(Run run) {
    Progress progress = run.progress();
    List<Step> steps = progress.steps();
    if (run.open() && steps.isEmpty() && ++looksAtNothing == TAKEN_BY_LOOK) {
      desk.out()
          .println(
              ink.asking(
                  "  No worker has taken it yet. `./nightshift worker` runs one, as"
                      + " `./nightshift up` does."));
    }
    // What was found since the last look was found by the phase that was told last.
    for (; findings < progress.found().size(); findings++) {
      desk.out().println("  - " + Ink.line(progress.found().get(findings)));
    }
    for (; phases < steps.size(); phases++) {
      String says = phases == steps.size() - 1 ? progress.says() : "";
      desk.out()
          .printf(
              "%s %-10s %s%n",
              ink.dim(Times.at(steps.get(phases).startedAt())),
              Ink.line(steps.get(phases).phase()),
              Ink.line(says));
    }
    // A step that fails for an hour is told once, not at each attempt.
    for (Retrying step : run.retrying()) {
      if (failing.add(step.step() + step.why())) {
        desk.out().println("  " + ink.asking("! " + RunText.said(step)));
      }
    }
    if (run.waiting() && !asked) {
      desk.out().println(ink.asking("? " + Ink.line(progress.waiting().question())));
      String how = progress.waiting().decides() ? "approve " : "answer ";
      desk.out().println("  ./nightshift " + how + run.id() + "   (or on the board)");
    }
    asked = run.waiting();
  }
}
