package dev.nightshift.activities.agent;

import dev.nightshift.activities.bulkhead.Bulkhead;
import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.activities.git.Checkouts.Checkout;
import dev.nightshift.activities.git.Histories;
import dev.nightshift.activities.git.Histories.Span;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Engines.Stopped;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Usage;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The default engine: no model, no key; for each cause its fixer, all of a remedy or nothing. */
public final class RulesEngine implements Engines {
  private static final Logger log = LoggerFactory.getLogger(RulesEngine.class);

  /** For any cause that carries what stood there before. */
  private static final Fixer UNDOING = new UndoingFixer("");

  private static final Remedy BROKE =
      Remedy.refused(
          "the rule that mends a cause of this kind broke at this project; the worker's log says"
              + " where");

  private final Checkouts checkouts;
  private final Histories histories;
  private final Map<String, Fixer> fixers;

  public RulesEngine(Checkouts checkouts, Histories histories) {
    this(checkouts, histories, Fixers.ALL);
  }

  RulesEngine(Checkouts checkouts, Histories histories, List<Fixer> fixers) {
    this.checkouts = checkouts;
    this.histories = histories;
    this.fixers = fixers.stream().collect(Collectors.toMap(Fixer::kind, Function.identity()));
  }

  @Override
  public Result work(Task task) {
    if (!task.engine().equals("rules")) {
      throw ErrorKind.BAD_INPUT.failure(
          "there is no engine " + task.engine() + " here; set engine: rules in nightshift.yml");
    }
    try (Checkout checkout = checkouts.open(task.workspace(), "rules-" + UUID.randomUUID())) {
      ProjectText project =
          new ProjectText(
              checkout.project(), histories.since(task.workspace().with(null), Span.UNKNOWN));
      List<String> told = new ArrayList<>();
      List<Left> left = new ArrayList<>();
      List<Step> steps = new ArrayList<>();
      Bulkhead bulkhead = new Bulkhead();
      int undecided = 0;
      for (Cause cause : task.causes()) {
        if (cause.verdict() == Verdict.CODE) {
          List<Remedy> ways = ways(cause, project, bulkhead);
          boolean other = ways.size() > 1 && ++undecided == task.tried().size();
          Remedy remedy = ways.get(other ? 1 : 0);
          project.accept(remedy.edits());
          told.add(Explanation.of(cause, remedy));
          if (remedy.isRefused()) {
            left.add(new Left(cause.signature(), remedy.refusal()));
          } else {
            step(cause, remedy, checkout, project, steps);
          }
        }
      }
      return result(checkout, left, told, steps);
    }
  }

  /**
   * The better one first: what follows the newest code, then what takes a piece of it back. Where
   * that did not hold, or a person did not want it, the next attempt is with the other one of the
   * first cause that has two, the one after with that of the second.
   */
  private List<Remedy> ways(Cause cause, ProjectText project, Bulkhead bulkhead) {
    Fixer fixer = fixers.get(cause.kind());
    Remedy remedy =
        fixer == null
            ? Remedy.refused("there is no rule that mends a cause of this kind")
            : fixed(fixer, cause, project, bulkhead);
    Remedy before =
        cause.details().containsKey(UndoingFixer.PIECES)
            ? fixed(UNDOING, cause, project, bulkhead)
            : remedy;
    log.info(
        "cause {}: {} files edited{}",
        cause.kind(),
        remedy.edits().size(),
        remedy.isRefused() && before.isRefused() ? ", left alone" : "");
    if (before.isRefused() || before.edits().equals(remedy.edits())) {
      return List.of(remedy);
    }
    return remedy.isRefused() ? List.of(before) : List.of(remedy, before);
  }

  private static Remedy fixed(Fixer fixer, Cause cause, ProjectText project, Bulkhead bulkhead) {
    String name = fixer.getClass().getSimpleName();
    return bulkhead.of(name, () -> fixer.fix(cause, project), BROKE);
  }

  private static void step(
      Cause cause, Remedy remedy, Checkout checkout, ProjectText project, List<Step> steps) {
    List<String> causes = new ArrayList<>();
    if (remedy.edits().isEmpty()) {
      // Another cause's edits mended it: a commit of its own would be empty.
      causes.addAll(steps.remove(steps.size() - 1).causes());
    }
    causes.add(cause.signature());
    project.write();
    steps.add(new Step(causes, checkout.patch()));
  }

  private static Result result(
      Checkout checkout, List<Left> left, List<String> told, List<Step> steps) {
    String explanation = String.join("\n\n", told);
    BlobRef patch = steps.isEmpty() ? null : steps.get(steps.size() - 1).patch();
    if (patch == null) {
      return new Result(null, List.of(), left, explanation, null, Usage.NONE, Stopped.GAVE_UP);
    }
    return new Result(
        patch, checkout.changedFiles(), left, explanation, null, Usage.NONE, Stopped.DONE, steps);
  }
}
