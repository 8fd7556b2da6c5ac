package dev.nightshift.workflows.agent;

import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Engines.Stopped;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Leash;
import dev.nightshift.workflows.values.Pace;
import dev.nightshift.workflows.values.Usage;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import java.util.Set;

/**
 * Has the engines that a task names do it, each what those before it left, and leaves its trail.
 * The loop of a model is ours, turn by turn; any other engine works in one step.
 */
public final class AgentSessionFlow implements AgentSession {
  /** Before the name of a model, where that is the engine. */
  static final String MODEL = "model:";

  static final String RULES = "rules";

  private static final String EACH = "each-model-by-itself";

  static final String KIND = "agent";

  /** By these an agent lacks what it needs to begin: a key, a cage, its program. */
  private static final Set<ErrorKind> NOT_BEGUN =
      Set.of(ErrorKind.UNAUTHORIZED, ErrorKind.REFUSED, ErrorKind.NOT_FOUND, ErrorKind.BAD_INPUT);

  private final Trail trail;
  private final Engines engines;
  private ModelLoop loop;

  @WorkflowInit
  public AgentSessionFlow(Engines.Task task, Pace pace, Carried carried) {
    trail = new Trail(KIND, task.workspace().project(), task.role() + ": " + task.goal());
    engines = Workflow.newActivityStub(Engines.class, Options.agent(pace));
  }

  @Override
  public Engines.Result run(Engines.Task task, Pace pace, Carried carried) {
    Workflow.upsertTypedSearchAttributes(
        Attributes.KIND.valueSet(KIND), Attributes.PROJECT.valueSet(task.workspace().project()));
    DayShare share =
        new DayShare(task.workspace().project(), pace, carried == null ? null : carried.held());
    Engines.Result result = byEach(task, pace, carried, share);
    share.spent(result.usage(), carried != null && task.leash().granted());
    share.trouble().forEach(trail::found);
    trail.end(result.stopped(), result.files().size() + " files changed" + result.usage().told());
    return result;
  }

  private Engines.Result byEach(Engines.Task task, Pace pace, Carried carried, DayShare share) {
    Engines.Result result = carried == null ? null : carried.earlier();
    List<String> chain = task.engines();
    Engines.Task whole = task;
    Carried state = carried;
    for (int n = carried == null ? 0 : carried.engine(); n < chain.size(); n++) {
      Engines.Task open = (result == null ? whole : whole.after(result)).with(chain.get(n));
      if (result != null && open.causes().isEmpty()) {
        break;
      }
      trail.enter("working", "engine " + open.engine());
      if (!open.engine().equals(RULES)) {
        whole = share.granted(whole);
        open =
            share.less(
                open.on(whole.leash()),
                result == null ? Usage.NONE : result.usage(),
                state == null ? Workflow.currentTimeMillis() : state.startedAt());
      }
      Engines.Result next =
          share.refusal().isEmpty() || open.engine().equals(RULES)
              ? worked(open, pace, state, new Anew(whole, pace, n, result, share.held()))
              : none(open, share.refusal(), Stopped.BUDGET);
      if (task.wasTried(next) && n + 1 < chain.size()) {
        next = none(open, "", Stopped.GAVE_UP).costing(next.usage());
      }
      result = result == null ? next : result.andOfTheRest(next);
      state = null;
    }
    return result;
  }

  @Override
  public BlobRef conversation() {
    return loop == null ? null : loop.conversation();
  }

  private Engines.Result worked(Engines.Task task, Pace pace, Carried carried, Anew anew) {
    if (!task.engine().startsWith(MODEL)) {
      return inOneStep(task);
    }
    try {
      loop = new ModelLoop(task, pace, anew.session(), carried, anew::goOn);
    } catch (ActivityFailure failed) {
      ToolUses.requireRunning(failed);
      return none(task, ToolUses.reason(failed), Stopped.by(ErrorKind.of(failed)));
    }
    return loop.run();
  }

  /** What an agent lacks here, such as a key or a cage, is its answer: what rules made is kept. */
  private Engines.Result inOneStep(Engines.Task task) {
    try {
      return engines.work(task);
    } catch (ActivityFailure failed) {
      ToolUses.requireRunning(failed);
      if (task.engine().equals(RULES)) {
        throw failed;
      }
      return none(task, ToolUses.reason(failed), Stopped.by(ErrorKind.of(failed)))
          .costing(most(task, failed));
    }
  }

  /** Where a step was given up, nobody knows what it spent, but of what did not begin. */
  private static Usage most(Engines.Task task, ActivityFailure failed) {
    boolean begun =
        !(failed.getCause() instanceof ApplicationFailure said)
            || !NOT_BEGUN.contains(ErrorKind.of(said));
    Leash all = task.leash();
    return begun ? new Usage(all.tokens(), 0, all.turns(), all.dollars()) : Usage.NONE;
  }

  private static Engines.Result none(Engines.Task task, String why, String stopped) {
    return new Engines.Result(
        null,
        null,
        task.causes().stream().map(cause -> new Engines.Left(cause.signature(), why)).toList(),
        why.isEmpty() ? "" : "It stopped: " + why + ".",
        null,
        null,
        stopped);
  }

  /** The session in a new history, at the engine that it has come to. */
  private record Anew(
      Engines.Task task, Pace pace, int engine, Engines.Result earlier, DayShare.Held held) {
    /** Turns are counted anew by each model, and an answer of one is none of the other's. */
    private String session() {
      var info = Workflow.getInfo();
      String all = info.getWorkflowId() + "/" + info.getFirstExecutionRunId();
      long before =
          task.engines().subList(0, engine).stream().filter(one -> one.startsWith(MODEL)).count();
      return before > 0 && Workflow.getVersion(EACH, Workflow.DEFAULT_VERSION, 1) == 1
          ? all + "/model-" + (before + 1)
          : all;
    }

    private void goOn(Carried state) {
      Workflow.newContinueAsNewStub(AgentSession.class)
          .run(task, pace, state.at(engine, earlier, held));
    }
  }
}
