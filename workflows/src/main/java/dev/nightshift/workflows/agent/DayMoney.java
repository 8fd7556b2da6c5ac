package dev.nightshift.workflows.agent;

import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.ports.Engines.Task;
import dev.nightshift.workflows.ports.Purse;
import dev.nightshift.workflows.values.Pace;
import dev.nightshift.workflows.values.Usage;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A session's share of what its project may spend in a day. It is set aside before anything is
 * asked of a model; what is not said to be spent in the end counts as spent.
 */
final class DayMoney {
  private static final String VERSION = "money-of-a-day";

  /** For less no model says a word. */
  private static final double LEAST = 0.005;

  private final Purse purse;
  private final String project;
  private final String session;
  private final List<String> trouble = new ArrayList<>();
  private String refusal = "";
  private boolean taken;

  DayMoney(String project, Pace pace) {
    this.project = project;
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
      Purse.Share share = purse.take(project, session, task.leash().dollars());
      if (share.dollars() < LEAST) {
        refusal =
            String.format(
                Locale.ROOT,
                "the %.2f dollars that the project's agents may spend in a day are spent or set"
                    + " aside (policy.max_dollars_a_day)",
                share.ofTheDay());
      }
      return task.on(task.leash().granted(share.dollars()));
    } catch (ActivityFailure failed) {
      ToolUses.requireRunning(failed);
      refusal = "the money of the day cannot be asked for: " + ToolUses.reason(failed);
      return task;
    }
  }

  /** What others of the session have not spent of it. */
  Task less(Task task, Usage spent) {
    if (!task.leash().granted()) {
      return task;
    }
    Task rest = task.on(task.leash().less(spent.dollars()));
    if (refusal.isEmpty() && spent.dollars() > 0 && rest.leash().dollars() < LEAST) {
      refusal = "the engines before it spent what there was";
    }
    return rest;
  }

  /** Why nothing can be spent; empty where something can. */
  String refusal() {
    return refusal;
  }

  /** {@code carried} where it was taken in an earlier history of the session. */
  void spent(Usage usage, boolean carried) {
    if (!taken && !carried) {
      return;
    }
    try {
      purse.spent(project, session, usage.dollars());
    } catch (ActivityFailure failed) {
      ToolUses.requireRunning(failed);
      trouble.add("all of its share counts as spent: " + ToolUses.reason(failed));
    }
  }

  /** What went wrong, and is no reason to lose what was made. */
  List<String> trouble() {
    return trouble;
  }
}
