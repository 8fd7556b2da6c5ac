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

  private final Purse purse;
  private final String project;
  private final String session;
  private final List<String> trouble = new ArrayList<>();
  private String refusal = "";
  private boolean taken;
  private Held held;

  /** What was set aside, and when. */
  record Held(Effort share, long at) {}

  /** {@code held} is what was taken in an earlier history of the session, or null. */
  DayShare(String project, Pace pace, Held held) {
    this.project = project;
    this.held = held;
    var info = Workflow.getInfo();
    session = Ids.hash(info.getWorkflowId() + "/" + info.getFirstExecutionRunId());
    purse = Workflow.newActivityStub(Purse.class, Options.publishing(pace));
  }

  /** On what there is for it; who works for another session has its share of that one's. */
  Task granted(Task task) {
    if (task.leash().granted() && held == null) {
      held = new Held(Effort.ofDollars(task.leash().dollars()), Workflow.currentTimeMillis());
    }
    if (task.leash().granted() || !refusal.isEmpty()) {
      return task;
    }
    if (Workflow.getVersion(VERSION, Workflow.DEFAULT_VERSION, 1) < 1) {
      return task;
    }
    try {
      // It may be taken though its answer is lost.
      taken = true;
      Effort wanted = Effort.of(task.leash(), thinking(task));
      Purse.Share share = purse.take(project, session, wanted);
      held = new Held(share.had(), Workflow.currentTimeMillis());
      if (share.lacking() != null) {
        refusal =
            "the "
                + share.lacking().of(share.ofTheDay())
                + " that the project's agents may use in a day are used up or set aside (policy."
                + share.lacking().key()
                + "_a_day)";
      }
      return task.on(task.leash().granted(share.had().dollars()));
    } catch (ActivityFailure failed) {
      ToolUses.requireRunning(failed);
      refusal = "what is left of the day cannot be asked for: " + ToolUses.reason(failed);
      return task;
    }
  }

  private static int thinking(Task task) {
    return (int) task.engines().stream().filter(one -> !one.equals(AgentSessionFlow.RULES)).count();
  }

  /**
   * What others of the session have not used of it, for one who begins at that time: tokens, turns
   * and time are its own, as far as the share goes and what was said for all of them.
   */
  Task less(Task task, Usage spent, long begins) {
    if (!task.leash().granted()) {
      return task;
    }
    Effort used = Effort.of(spent, seconds(begins));
    Effort share = held == null ? Effort.ofDollars(task.leash().dollars()) : held.share();
    if (task.leash().inAll() != null) {
      share = share.atMost(task.leash().inAll());
    }
    Measure.goneIn(share, used)
        .filter(gone -> refusal.isEmpty())
        .ifPresent(gone -> refusal = "the engines before it used up the session's " + gone.unit());
    return task.on(task.leash().less(spent.dollars()).within(share, used));
  }

  private long seconds(long until) {
    return held == null ? 0 : Duration.ofMillis(until - held.at()).toSeconds();
  }

  /** Why nothing can be used; empty where something can. */
  String refusal() {
    return refusal;
  }

  /** What goes along into a new history. */
  Held held() {
    return held;
  }

  /** {@code carried} where it was taken in an earlier history of the session. */
  void spent(Usage usage, boolean carried) {
    if (!taken && !carried) {
      return;
    }
    try {
      purse.spent(project, session, Effort.of(usage, seconds(Workflow.currentTimeMillis())));
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
