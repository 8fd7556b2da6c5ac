package dev.nightshift.workflows.agent;

import static java.util.stream.Collectors.joining;

import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Engines.Stopped;
import dev.nightshift.workflows.ports.Models;
import dev.nightshift.workflows.ports.Models.Answered;
import dev.nightshift.workflows.ports.Models.Turn;
import dev.nightshift.workflows.ports.Tools;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Leash;
import dev.nightshift.workflows.values.Pace;
import dev.nightshift.workflows.values.Usage;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A model at work: it says what it wants, the tools give it, until it says its last word, its leash
 * ends or it goes in circles. Each turn and each use of a tool is a step of its own; what is said
 * goes by reference. Whatever ends it, the patch so far is its result.
 */
final class ModelLoop {
  /** A turn leaves some six events and three kilobytes: the histories stay small. */
  private static final int TURNS_A_HISTORY = 50;

  private static final String FULL = "a-history-that-is-full";

  private static final String NO_TURN_MORE = "no-turn-more-for-others";

  /** Who is cut off again and again says too much at once. */
  private static final int CUT_OFF = 3;

  /** Who has more to say says it at the end. */
  private static final int MOST_TOLD = 10;

  private final Engines.Task task;
  private final Pace pace;
  private final String model;
  private final Consumer<Carried> anew;
  private final String session;
  private final long startedAt;
  private final Tools.Kit kit;
  private final Breaker breaker;
  private final ToolUses tools;
  private final List<String> told;
  private final int before;

  private Turn last;
  private List<Answered> answered;
  private Workspace workspace;
  private List<String> files;
  private Usage usage;
  private int turns;
  private int cutOff;
  private int children;

  /** Its turns are known by the session; {@code carried} is null at the beginning. */
  ModelLoop(Engines.Task task, Pace pace, String session, Carried carried, Consumer<Carried> anew) {
    this.task = task;
    this.pace = pace;
    this.model = task.engine().substring(AgentSessionFlow.MODEL.length());
    this.anew = anew;
    this.session = session;
    Carried state = carried == null ? fresh() : carried;
    startedAt = state.startedAt();
    kit = state.kit();
    breaker = new Breaker(state.seen(), state.refusals(), state.refused());
    told = new ArrayList<>(state.told());
    tools = new ToolUses(task, pace, kit.offers(), breaker, this::delegated);
    last = new Turn(state.conversation(), null, null, null, null);
    answered = state.answered();
    workspace = state.workspace();
    files = state.files();
    usage = state.usage();
    turns = state.turns();
    cutOff = state.cutOff();
    children = state.children();
    before = turns;
  }

  private Carried fresh() {
    long now = Workflow.currentTimeMillis();
    Tools reading = Workflow.newActivityStub(Tools.class, Options.reading(pace));
    return Carried.atStart(reading.kit(task), now, task.workspace());
  }

  /** Does not return where the session goes on in a new history. */
  Engines.Result run() {
    try {
      return turns();
    } catch (ActivityFailure failed) {
      ToolUses.requireRunning(failed);
      usage = usage.plus(lost(failed));
      boolean late = failed.getRetryState() == RetryState.RETRY_STATE_TIMEOUT;
      return result(
          late ? Stopped.BUDGET : Stopped.by(ErrorKind.of(failed)), ToolUses.reason(failed));
    }
  }

  /** What a turn may have cost that came to nothing; only a failure of its own tells. */
  private static Usage lost(ActivityFailure failed) {
    return failed.getCause() instanceof ApplicationFailure said && said.getDetails().getSize() > 0
        ? said.getDetails().get(Usage.class)
        : Usage.NONE;
  }

  /** All that was said until now; null before the first turn. */
  BlobRef conversation() {
    return last.conversation();
  }

  private Engines.Result turns() {
    while (true) {
      if (turns >= task.leash().turns()) {
        return result(Stopped.BUDGET, "its " + turns + " turns were used up");
      }
      if (left().isNegative() || left().isZero()) {
        return result(
            Stopped.BUDGET, "its time of " + task.leash().seconds() + " seconds was over");
      }
      if (turns - before >= TURNS_A_HISTORY || isFull()) {
        goOnAnew();
      }
      turn();
      switch (last.stop()) {
        case CALLS -> {
          breaker.readable(!last.calls().isEmpty());
          use();
        }
        case LENGTH -> cutOff();
        case DONE -> {
          return result(ofLastWord(), "");
        }
        case REFUSED -> {
          return result(Stopped.REFUSED, "the model refused");
        }
        case LEASH -> {
          return result(Stopped.BUDGET, "the next turn might have cost more than it may");
        }
        case TOO_LONG -> {
          return result(Stopped.TOO_LONG, "there was more to say than the model can hold");
        }
      }
      if (cutOff >= CUT_OFF) {
        return result(Stopped.TOO_LONG, "it was cut off " + cutOff + " times in a row");
      }
      if (!breaker.why().isEmpty()) {
        return result(Stopped.CIRCLES, breaker.why());
      }
    }
  }

  /** Many calls in a turn fill a history sooner than many turns; sessions began without this. */
  private boolean isFull() {
    return turns > before
        && Workflow.getInfo().isContinueAsNewSuggested()
        && Workflow.getVersion(FULL, Workflow.DEFAULT_VERSION, 1) == 1;
  }

  /** Who was only asked something has done it by an answer. */
  private String ofLastWord() {
    if (hasChanged()) {
      return Stopped.DONE;
    }
    if (!task.causes().isEmpty()) {
      return Stopped.GAVE_UP;
    }
    return last.said().isBlank() && told.isEmpty() ? Stopped.NO_ANSWER : Stopped.DONE;
  }

  private void turn() {
    Models models = Workflow.newActivityStub(Models.class, Options.turn(pace, left()));
    turns++;
    last =
        models.turn(
            new Models.Ask(
                session,
                turns,
                model,
                kit.opening(),
                last.conversation(),
                answered,
                task.leash(),
                usage));
    usage = usage.plus(last.usage());
  }

  private void use() {
    cutOff = 0;
    ToolUses.Used used =
        tools.of(last.calls(), session + "/" + turns, workspace, files, atLeast(left()));
    answered = used.answered();
    workspace = used.workspace();
    files = used.files();
    usage = usage.plus(used.usage());
    used.told().stream().limit((long) MOST_TOLD - told.size()).forEach(told::add);
  }

  private void cutOff() {
    cutOff++;
    answered = List.of();
  }

  private Engines.Result delegated(Engines.Task child, Usage before) {
    if (usage.turns() + before.turns() >= task.leash().turns() && sparesTurns()) {
      String none = "It was not asked: there is no turn left for another agent.";
      return new Engines.Result(null, null, null, none, null, null, Stopped.BUDGET);
    }
    children++;
    Leash rest = task.leash().after(usage.plus(before), left().toSeconds());
    String id = Ids.agent(Workflow.getInfo().getWorkflowId(), child.role(), children);
    return Workflow.newChildWorkflowStub(AgentSession.class, Options.child(id))
        .run(child.under(task.engine(), rest), pace, null);
  }

  /** Sessions began in which each agent that was asked had one more. */
  private static boolean sparesTurns() {
    return Workflow.getVersion(NO_TURN_MORE, Workflow.DEFAULT_VERSION, 1) == 1;
  }

  /** A turn may end as its time does; what it asked for is still looked at. */
  private static Duration atLeast(Duration left) {
    Duration least = Duration.ofSeconds(1);
    return left.compareTo(least) < 0 ? least : left;
  }

  private Duration left() {
    return Duration.ofSeconds(task.leash().seconds())
        .minusMillis(Workflow.currentTimeMillis() - startedAt);
  }

  private void goOnAnew() {
    anew.accept(
        new Carried(
            0,
            null,
            kit,
            startedAt,
            turns,
            last.conversation(),
            answered,
            workspace,
            files,
            usage,
            breaker.seen(),
            breaker.refusals(),
            cutOff,
            children,
            breaker.refused(),
            told,
            null));
  }

  private boolean hasChanged() {
    return !Objects.equals(workspace.patch(), task.workspace().patch());
  }

  private Engines.Result result(String stopped, String why) {
    List<String> causes = task.causes().stream().map(Cause::signature).toList();
    boolean changed = hasChanged();
    String stop = why.isEmpty() ? "" : "It stopped: " + why + ".";
    String refused =
        breaker.refused().isEmpty()
            ? ""
            : "Refused:\n\n- " + String.join("\n- ", breaker.refused());
    String none = stop.isEmpty() ? "the model saw nothing to change" : why;
    return new Engines.Result(
        changed ? workspace.patch() : null,
        files,
        changed ? List.of() : causes.stream().map(one -> new Engines.Left(one, none)).toList(),
        Stream.of(String.join("\n\n", told), last.said(), stop, refused)
            .filter(text -> !text.isEmpty())
            .collect(joining("\n\n")),
        last.conversation(),
        usage,
        stopped,
        changed ? List.of(new Engines.Step(causes, workspace.patch())) : List.of());
  }
}
