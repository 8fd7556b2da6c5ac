package dev.nightshift.workflows.agent;

import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.ports.Engines.Task;
import dev.nightshift.workflows.ports.Purse;
import dev.nightshift.workflows.values.Effort;
import dev.nightshift.workflows.values.Measure;
import dev.nightshift.workflows.values.Pace;
import dev.nightshift.workflows.values.Usage;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A session's share of what its project's agents may use in a day. It is set aside before anything
 * is asked of a model; what is not said to be used in the end counts as used.
 */
final class DayShare {
  private static final String VERSION = "money-of-a-day";

  /** Before this, engines after another were held to its money alone. */
  private static final String NOT_MONEY_ALONE = "not-money-alone";

  private final Purse purse;
  private final String project;
  private final String session;
  private final List<String> trouble = new ArrayList<>();
  private String refusal = "";
  private boolean taken;
  private long since;

  /** {@code since} when it counts; zero where nothing is taken yet. */
  DayShare(String project, Pace pace, long since) {
    this.project = project;
    this.since = since;
    var info = Workflow.getInfo();
    session = Ids.hash(info.getWorkflowId() + "/" + info.getFirstExecutionRunId());
    purse = Workflow.newActivityStub(Purse.class, Options.publishing(pace));
  }

  /** On what there is for it; who works for another session has its share of that one's. */
  Task granted(Task task) {
    if (task.leash().granted() || !refusal.isEmpty()) {
      return task;
    }
    if (Workflow.getVersion(VERSION, Workflow.DEFAULT_VERSION, 1) < 1) {
      return task;
    }
    try {
      // It may be taken though its answer is lost.
      taken = true;
      since = Workflow.currentTimeMillis();
      Purse.Share share = purse.take(project, session, Effort.of(task.leash()));
      if (share.lacking() != null) {
        refusal =
            "the "
                + share.lacking().of(share.ofTheDay())
                + " that the project's agents may use in a day are used up or set aside (policy."
                + share.lacking().key()
                + "_a_day)";
      }
      return task.on(task.leash().granted(share.had()));
    } catch (ActivityFailure failed) {
      ToolUses.requireRunning(failed);
      refusal = "what is left of the day cannot be asked for: " + ToolUses.reason(failed);
      return task;
    }
  }

  /** What others of the session have not used of it. */
  Task less(Task task, Usage spent) {
    if (!task.leash().granted()) {
      return task;
    }
    Effort used = Effort.of(spent, seconds());
    Measure.goneIn(Effort.of(task.leash()).less(used), used)
        .filter(gone -> refusal.isEmpty() && counts(gone))
        .ifPresent(gone -> refusal = "the engines before it used up the session's " + gone.unit());
    return task.on(task.leash().after(used));
  }

  private static boolean counts(Measure gone) {
    return gone == Measure.DOLLARS
        || Workflow.getVersion(NOT_MONEY_ALONE, Workflow.DEFAULT_VERSION, 1) == 1;
  }

  private long seconds() {
    return since == 0 ? 0 : Duration.ofMillis(Workflow.currentTimeMillis() - since).toSeconds();
  }

  /** Why nothing can be used; empty where something can. */
  String refusal() {
    return refusal;
  }

  /** Since when it counts; zero where nothing was taken. */
  long since() {
    return since;
  }

  /** {@code carried} where it was taken in an earlier history of the session. */
  void spent(Usage usage, boolean carried) {
    if (!taken && !carried) {
      return;
    }
    try {
      purse.spent(project, session, Effort.of(usage, seconds()));
    } catch (ActivityFailure failed) {
      ToolUses.requireRunning(failed);
      trouble.add("all of its share counts as used: " + ToolUses.reason(failed));
    }
  }

  /** What went wrong, and is no reason to lose what was made. */
  List<String> trouble() {
    return trouble;
  }
}
