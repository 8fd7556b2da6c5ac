package dev.nightshift.workflows.agent;

import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Engines.Stopped;
import dev.nightshift.workflows.ports.Models.Answered;
import dev.nightshift.workflows.ports.Models.Call;
import dev.nightshift.workflows.ports.Tools;
import dev.nightshift.workflows.ports.Tools.Given;
import dev.nightshift.workflows.ports.Tools.Offer;
import dev.nightshift.workflows.ports.Tools.Place;
import dev.nightshift.workflows.values.Pace;
import dev.nightshift.workflows.values.Usage;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Uses the tools that a turn asked for, in its order: those that only look side by side, as long as
 * nothing that changes stands between them.
 */
final class ToolUses {
  /**
   * What came of the calls of a turn, and where the workspace stands after them; {@code told} are
   * words for whoever gave the task.
   */
  record Used(
      List<Answered> answered,
      Workspace workspace,
      List<String> files,
      Usage usage,
      List<String> told) {}

  private static final int AT_ONCE = 32;
  private static final String SOME = "some-calls-at-once";

  /** Has another agent do what a call hands over, after so much was used by those before it. */
  interface Delegate {
    Engines.Result done(Engines.Task child, Usage before);
  }

  private final Engines.Task task;
  private final Pace pace;
  private final Breaker breaker;
  private final Delegate delegate;
  private final Map<String, Place> places;

  ToolUses(Engines.Task task, Pace pace, List<Offer> offers, Breaker breaker, Delegate delegate) {
    this.task = task;
    this.pace = pace;
    this.breaker = breaker;
    this.delegate = delegate;
    this.places = new TreeMap<>();
    offers.forEach(offer -> places.put(offer.tool(), offer.place()));
  }

  /** {@code key} makes each use of a session its own. */
  Used of(List<Call> calls, String key, Workspace workspace, List<String> files, Duration left) {
    Round round = new Round(key, workspace, files, left);
    List<Call> looking = new ArrayList<>();
    int most = most(calls.size());
    for (Call call : calls.subList(0, most)) {
      if (!places.containsKey(call.tool())) {
        round.look(looking);
        looking.clear();
        round.decline(call);
      } else if (place(call) == Place.READS) {
        looking.add(call);
      } else {
        round.look(looking);
        looking.clear();
        round.change(call);
      }
    }
    round.look(looking);
    calls.subList(most, calls.size()).forEach(round::leave);
    return new Used(round.answered, round.workspace, round.files, round.usage, round.told);
  }

  /** Each use leaves three events, and a history does not hold any number. */
  private static int most(int calls) {
    return calls > AT_ONCE && Workflow.getVersion(SOME, Workflow.DEFAULT_VERSION, 1) == 1
        ? AT_ONCE
        : calls;
  }

  private Place place(Call call) {
    return places.get(call.tool());
  }

  /** The calls of one turn. */
  private final class Round {
    private final String key;
    private final Duration left;
    private final List<Answered> answered = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private Workspace workspace;
    private List<String> files;
    private Usage usage = Usage.NONE;

    private Round(String key, Workspace workspace, List<String> files, Duration left) {
      this.key = key;
      this.workspace = workspace;
      this.files = files;
      this.left = left;
    }

    private void look(List<Call> calls) {
      List<Promise<Given>> given = new ArrayList<>();
      for (Call call : calls) {
        given.add(Async.function(stub(call)::use, use(call)));
      }
      for (int n = 0; n < calls.size(); n++) {
        take(calls.get(n), given.get(n));
      }
    }

    /** A tool that is not this agent's does not exist for it. */
    private void decline(Call call) {
      String there = String.join(", ", places.keySet());
      breaker.missed(call, "no such tool");
      answered.add(
          new Answered(
              call.id(), null, "there is no tool " + call.tool() + "; there are " + there, true));
    }

    private void leave(Call call) {
      String why =
          "not done: at most " + AT_ONCE + " at once; what is still needed may be asked now";
      answered.add(new Answered(call.id(), null, why, true));
    }

    private void change(Call call) {
      take(call, Async.function(stub(call)::use, use(call)));
    }

    private void take(Call call, Promise<Given> promise) {
      Given given;
      try {
        given = promise.get();
      } catch (ActivityFailure failed) {
        requireRunning(failed);
        breaker.missed(call, reason(failed));
        answered.add(new Answered(call.id(), null, "it failed: " + reason(failed), true));
        return;
      }
      breaker.took(call, given);
      if (!given.told().isEmpty()) {
        told.add(given.told());
      }
      if (given.workspace() != null) {
        workspace = given.workspace();
        files = given.files();
      }
      answered.add(
          given.child() == null
              ? new Answered(call.id(), given.content(), null, given.failed() || given.refused())
              : delegated(call, given.child()));
    }

    private Answered delegated(Call call, Engines.Task child) {
      Engines.Result result = delegate.done(child, usage);
      usage = usage.plus(result.usage());
      if (result.patch() != null) {
        workspace = workspace.with(result.patch());
        files = result.files();
      }
      return new Answered(
          call.id(), null, result.explanation(), Stopped.withoutAWord(result.stopped()));
    }

    private Tools stub(Call call) {
      ActivityOptions options =
          switch (place(call)) {
            case TELLS -> Options.telling(pace, left);
            case ASKS -> Options.asking(pace, left);
            case READS, CHANGES, DELEGATES -> Options.tool(pace, left);
          };
      return Workflow.newActivityStub(Tools.class, options);
    }

    private Tools.Use use(Call call) {
      return new Tools.Use(
          key + "/" + call.id(),
          task.role(),
          call.tool(),
          call.arguments(),
          workspace,
          task.sandbox(),
          // What is not to be changed, a model's tools have not changed.
          workspace.patch());
    }
  }

  /** What was cancelled is no answer. */
  static void requireRunning(ActivityFailure failed) {
    if (failed.getCause() instanceof CanceledFailure) {
      throw failed;
    }
  }

  static String reason(ActivityFailure failed) {
    return failed.getCause() instanceof ApplicationFailure said
        ? said.getOriginalMessage()
        : "it did not end in its time";
  }
}
