package dev.nightshift.starter.flows;

import dev.nightshift.worker.Temporal;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.gathering.GatheringRequest;
import dev.nightshift.workflows.gathering.Notice;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.scan.ScanRequest;
import dev.nightshift.workflows.values.Answer;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.watch.Watch;
import dev.nightshift.workflows.watch.WatchOutcome;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The flows as a Temporal client reaches them. */
public final class TemporalFlows implements Flows {
  /** A sender is answered within a second, whatever has to be asked and loaded for it. */
  public static final Duration AT_ONCE = Duration.ofMillis(500);

  /** The board asks every other second. */
  public static final Duration PROMPT = Duration.ofMillis(1500);

  /** Somebody at a terminal waits for a busy machine, where «away» would be the wrong word. */
  public static final Duration PATIENT = Duration.ofSeconds(8);

  /** A decision is answered by a worker, which may be waking up. */
  private static final Duration DECISION = Duration.ofSeconds(8);

  private static final String TYPE = "Remediation";

  /** By a person, who is told then. */
  private static final int MOST_RETRIES = 50;

  /** By a sender who tells of the same run again and again. */
  private static final int MOST_REDELIVERIES = 3;

  private final WorkflowClient client;
  private final Duration patience;
  private final Starts starts;
  private final Seen seen;

  public TemporalFlows(WorkflowClient client, Duration patience) {
    this(client, patience, new Starts(client, patience));
  }

  private TemporalFlows(WorkflowClient client, Duration patience, Starts starts) {
    this.client = client;
    this.patience = patience;
    this.starts = starts;
    this.seen = new Seen(client, patience);
  }

  @Override
  public Started start(RemediationRequest request) {
    return starts.inPlace(() -> started(request));
  }

  /** Makes the first start as quick as the others; begins nothing. */
  public TemporalFlows rehearsed() {
    starts.rehearse(
        new RemediationRequest("none", "none", "none", "", "us", null, "rules", null, null));
    return this;
  }

  @Override
  public Flows rehearsal() {
    return new TemporalFlows(client, patience, starts.inNoTime());
  }

  private Started started(RemediationRequest request) {
    Started last = null;
    for (int n = 0; n <= MOST_REDELIVERIES; n++) {
      last = startAs(n, request);
      if (last.now() || described(last.id()).filter(run -> !wasInVain(run, request)).isPresent()) {
        return last;
      }
    }
    return last;
  }

  /** A server in memory, asked by two at once, says to one of them that it is over. */
  @Override
  public boolean join(GatheringRequest group, Notice part) {
    return starts.inPlace(
        () -> {
          boolean first = starts.join(group, part);
          return first || starts.join(group, part);
        });
  }

  @Override
  public Started retry(RemediationRequest request) {
    for (int n = 0; n <= MOST_RETRIES; n++) {
      Started started = startAs(n, request);
      if (started.now() || described(started.id()).filter(Run::open).isPresent()) {
        return started;
      }
    }
    throw ErrorKind.REFUSED.failure(
        Ids.fix(request.project(), request.run())
            + " was tried "
            + MOST_RETRIES
            + " times; look at the reports first");
  }

  /** What was turned away when a system told of it is looked after when a person names it. */
  private boolean wasInVain(Run run, RemediationRequest request) {
    return switch (run.status()) {
      case COMPLETED -> {
        Run ended = ended(run);
        yield !ended.lookedAfter() || (request.byPerson() && ended.turnedAway());
      }
      case FAILED, CANCELED, TERMINATED, TIMED_OUT -> true;
      case RUNNING, CONTINUED_AS_NEW, UNKNOWN -> false;
    };
  }

  /** Of many at once, and of the run's ids the first that nobody has used, one starts it. */
  private Started startAs(int retry, RemediationRequest request) {
    String first = Ids.fix(request.project(), request.run());
    return starts.as(retry == 0 ? first : Ids.retry(first, retry), request);
  }

  @Override
  public void scan(ScanRequest request, Duration every) {
    Patience.within(
        PATIENT,
        () -> {
          Scans.schedule(client, request, every);
          return null;
        });
  }

  @Override
  public Map<String, String> deaf() {
    return seen.deaf();
  }

  @Override
  public List<String> scanOnly(Collection<String> projects) {
    return Patience.within(PATIENT, () -> Scans.keepOnly(client, projects));
  }

  @Override
  public Started passed(ScanRequest told, String run) {
    return starts.inPlace(() -> starts.passed(Ids.passed(told.each().project(), run), told));
  }

  @Override
  public List<Run> latest(int most) {
    return seen.newest(TYPE, most);
  }

  @Override
  public Optional<Run> find(String id) {
    return described(id).map(run -> run.open() ? live(run) : watched(ended(run)));
  }

  /** What became of the pull request of a run that has ended. */
  private Run watched(Run run) {
    if (run.outcome() == null || run.outcome().pull() == null) {
      return run;
    }
    WorkflowStub watch = client.newUntypedWorkflowStub(Ids.watch(run.id()));
    try {
      WorkflowExecutionMetadata flow = Patience.within(patience, watch::describe);
      if (Seen.status(flow) == Run.Status.RUNNING) {
        Progress told = Seen.progress(flow);
        return run.with(new Run.After(true, told == null ? "" : told.says(), null, null));
      }
      WatchOutcome outcome =
          Patience.within(
              patience,
              () ->
                  watch.getResult(patience.toMillis(), TimeUnit.MILLISECONDS, WatchOutcome.class));
      return run.with(new Run.After(false, outcome.headline(), outcome.report(), outcome.html()));
    } catch (WorkflowNotFoundException | WorkflowFailedException nobodyWatches) {
      return run;
    }
  }

  @Override
  public boolean look(Run run, String closedBy) {
    try {
      Patience.within(
          patience,
          () -> {
            client.newWorkflowStub(Watch.class, Ids.watch(run.id())).look(closedBy);
            return true;
          });
      return true;
    } catch (WorkflowNotFoundException ended) {
      return false;
    }
  }

  /** Others' flows, and our own that nobody should stop, are none of the runs. */
  private Optional<Run> described(String id) {
    WorkflowStub stub = client.newUntypedWorkflowStub(id);
    try {
      return Optional.of(Patience.within(patience, stub::describe))
          .filter(flow -> flow.getWorkflowType().equals(TYPE))
          .map(flow -> Seen.run(flow).with(Seen.retrying(flow)));
    } catch (WorkflowNotFoundException absent) {
      return Optional.empty();
    }
  }

  /** The memo is what a worker last told; the worker itself knows best, if one is there. */
  private Run live(Run run) {
    try {
      return run.withProgress(
          Patience.within(PROMPT, () -> stub(run).query("progress", Progress.class)));
    } catch (TemporalAway | WorkflowException nobodyAnswers) {
      return run;
    }
  }

  private Run ended(Run run) {
    try {
      return run.with(
          Patience.within(
              patience,
              () ->
                  stub(run)
                      .getResult(
                          patience.toMillis(), TimeUnit.MILLISECONDS, RemediationOutcome.class)));
    } catch (WorkflowFailedException failed) {
      return run.withFailure(
          failed.getCause() == null ? "" : ErrorKind.messageOf(failed.getCause()));
    }
  }

  @Override
  public RemediationRequest request(Run run) {
    return Patience.within(
        patience,
        () ->
            client
                .getOptions()
                .getDataConverter()
                .fromPayloads(
                    0,
                    Optional.of(
                        client
                            .fetchHistory(run.id(), run.runId())
                            .getEvents()
                            .get(0)
                            .getWorkflowExecutionStartedEventAttributes()
                            .getInput()),
                    RemediationRequest.class,
                    RemediationRequest.class));
  }

  @Override
  public List<Timing> timings(Run run) {
    return Patience.within(patience, () -> new HistoryTimings(client).of(run.id(), run.runId()));
  }

  @Override
  public Heard decide(Run run, Decision decision) {
    return tell(
        run, "decide", decision, decision.patchHash(), decision.choice().name(), decision.person());
  }

  @Override
  public Heard answer(Run run, Answer answer) {
    return tell(run, "answer", answer, answer.question(), answer.option(), answer.person());
  }

  /** Told again it counts once: {@code key} makes it the same. */
  private Heard tell(Run run, String update, Object word, String... key) {
    UpdateOptions<String> options =
        UpdateOptions.newBuilder(String.class)
            .setUpdateName(update)
            .setUpdateId(Ids.hash(String.join("\n", key)))
            .setWaitForStage(WorkflowUpdateStage.COMPLETED)
            .build();
    try {
      return new Heard(
          true, Patience.within(DECISION, () -> stub(run).startUpdate(options, word).getResult()));
    } catch (WorkflowUpdateException refused) {
      return new Heard(false, ErrorKind.messageOf(refused));
    } catch (WorkflowNotFoundException ended) {
      return new Heard(false, "the flow has ended; nothing waits for a decision");
    } catch (TemporalAway away) {
      return unheard(run, away);
    }
  }

  /** A server that is there and a flow that is silent: it is a worker that is missing. */
  private Heard unheard(Run run, TemporalAway away) {
    if (!(away.getCause() instanceof WorkflowUpdateTimeoutOrCancelledException)) {
      throw away;
    }
    find(run.id());
    return new Heard(
        false,
        "no worker has answered yet. It may be heard when one runs; say it again then, it counts"
            + " only once");
  }

  @Override
  public boolean cancel(Run run) {
    if (!run.open()) {
      return false;
    }
    try {
      Patience.within(
          patience,
          () -> {
            stub(run).cancel();
            return true;
          });
      return true;
    } catch (WorkflowNotFoundException ended) {
      return false;
    }
  }

  @Override
  public boolean inMemory() {
    return Patience.within(patience, () -> Temporal.inMemory(client));
  }

  private WorkflowStub stub(Run run) {
    return client.newUntypedWorkflowStub(
        WorkflowTargetOptions.newBuilder().setWorkflowId(run.id()).setRunId(run.runId()).build());
  }
}
