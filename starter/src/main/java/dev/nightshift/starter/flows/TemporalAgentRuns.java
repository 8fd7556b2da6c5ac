package dev.nightshift.starter.flows;

import dev.nightshift.starter.flows.Flows.Started;
import dev.nightshift.workflows.agent.AgentOutcome;
import dev.nightshift.workflows.agent.AgentRequest;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Engines.Beat;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import io.temporal.api.common.v1.Payloads;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The same as a Temporal client reaches them. */
public final class TemporalAgentRuns implements AgentRuns {
  private static final String MESSAGE = "AgentRun";
  private static final String SESSION = "AgentSession";

  /** A run's fixes are asked for a few times; who counts further counts something else. */
  private static final int MOST_SESSIONS = 20;

  private final WorkflowClient client;
  private final Duration patience;
  private final Starts starts;

  public TemporalAgentRuns(WorkflowClient client, Duration patience) {
    this.client = client;
    this.patience = patience;
    this.starts = new Starts(client, patience);
  }

  @Override
  public Started start(String id, AgentRequest request) {
    return starts.inPlace(() -> starts.asked(id, request));
  }

  @Override
  public Optional<Asked> find(String id) {
    return described(id, Set.of(MESSAGE)).map(this::asked);
  }

  @Override
  public List<Run> latest(int most) {
    return new Seen(client, patience).newest(MESSAGE, most);
  }

  @Override
  public Optional<Asked> talk(String id) {
    return described(id, Set.of(MESSAGE, SESSION)).map(this::asked);
  }

  @Override
  public List<Asked> sessions(String flow) {
    List<Asked> all = new ArrayList<>();
    for (int n = 1; n <= MOST_SESSIONS; n++) {
      var session = described(Ids.fixer(flow, n), Set.of(SESSION));
      if (session.isEmpty()) {
        break;
      }
      all.add(inShort(session.get()));
    }
    return all;
  }

  @Override
  public Optional<Given> given(String id) {
    return described(id, Set.of(MESSAGE, SESSION))
        .map(
            flow ->
                isMessage(flow)
                    ? given(input(flow, AgentRequest.class))
                    : given(input(flow, Engines.Task.class)));
  }

  private static Given given(AgentRequest request) {
    return new Given(request.message(), List.of(), request.engine(), request.dollars());
  }

  private static Given given(Engines.Task task) {
    return new Given(
        task.goal(),
        task.causes().stream().map(Cause::because).toList(),
        task.engine(),
        task.leash().dollars());
  }

  private <T> T input(WorkflowExecutionDescription flow, Class<T> type) {
    Run run = Seen.run(flow);
    return Patience.within(
        patience,
        () -> {
          Payloads input =
              client
                  .streamHistory(run.id(), run.runId())
                  .findFirst()
                  .orElseThrow()
                  .getWorkflowExecutionStartedEventAttributes()
                  .getInput();
          return client
              .getOptions()
              .getDataConverter()
              .fromPayloads(0, Optional.of(input), type, type);
        });
  }

  @Override
  public boolean cancel(String id, String why) {
    if (find(id).filter(Asked::open).isEmpty()) {
      return false;
    }
    try {
      Patience.within(
          patience,
          () -> {
            client.newUntypedWorkflowStub(id).cancel(why);
            return true;
          });
      return true;
    } catch (WorkflowNotFoundException ended) {
      return false;
    }
  }

  private Optional<WorkflowExecutionDescription> described(String id, Set<String> types) {
    try {
      return Optional.of(Patience.within(patience, client.newUntypedWorkflowStub(id)::describe))
          .filter(flow -> types.contains(flow.getWorkflowType()));
    } catch (WorkflowNotFoundException absent) {
      return Optional.empty();
    }
  }

  private static boolean isMessage(WorkflowExecutionDescription flow) {
    return flow.getWorkflowType().equals(MESSAGE);
  }

  private Asked asked(WorkflowExecutionDescription flow) {
    Asked known = inShort(flow);
    if (known.outcome() != null) {
      return known;
    }
    String id = known.id();
    boolean message = isMessage(flow);
    String session = message ? Ids.agent(id, Ids.agentOf(id), 1) : id;
    BlobRef conversation = conversation(session);
    boolean heard = conversation != null || !known.open();
    Optional<WorkflowExecutionDescription> step =
        heard
            ? Optional.empty()
            : message ? described(session, Set.of(SESSION)) : Optional.of(flow);
    Beat beat = step.flatMap(this::beat).orElse(new Beat("", null));
    return beat.talk() == null
        ? known.saying(conversation, beat.says())
        : known.saying(beat.talk(), "");
  }

  /** Without what is being said. */
  private Asked inShort(WorkflowExecutionDescription flow) {
    Run run = Seen.run(flow);
    String parent = isMessage(flow) ? "" : Ids.parent(run.id());
    if (run.open()) {
      return new Asked(run, parent, null, "", null);
    }
    try {
      AgentOutcome outcome = outcome(flow);
      return new Asked(run, parent, outcome.transcript(), "", outcome);
    } catch (WorkflowFailedException failed) {
      String why = failed.getCause() == null ? "" : ErrorKind.messageOf(failed.getCause());
      return new Asked(run.withFailure(why), parent, null, "", null);
    }
  }

  private AgentOutcome outcome(WorkflowExecutionDescription flow) {
    WorkflowStub stub = client.newUntypedWorkflowStub(flow.getExecution().getWorkflowId());
    return isMessage(flow)
        ? result(stub, AgentOutcome.class)
        : AgentOutcome.of(result(stub, Engines.Result.class), "");
  }

  private <T> T result(WorkflowStub stub, Class<T> type) {
    return Patience.within(
        patience, () -> stub.getResult(patience.toMillis(), TimeUnit.MILLISECONDS, type));
  }

  /** What the step of an engine told with its last sign of life. */
  private Optional<Beat> beat(WorkflowExecutionDescription flow) {
    return flow.getRawDescription().getPendingActivitiesList().stream()
        .filter(step -> step.getActivityType().getName().startsWith("Engines"))
        .filter(step -> step.hasHeartbeatDetails())
        .map(step -> Optional.of(step.getHeartbeatDetails()))
        .flatMap(told -> Optional.ofNullable(beat(told)).stream())
        .findFirst();
  }

  /** Null where it has not told anything yet. */
  private Beat beat(Optional<Payloads> told) {
    DataConverter converter = client.getOptions().getDataConverter();
    try {
      return converter.fromPayloads(0, told, Beat.class, Beat.class);
    } catch (DataConverterException words) {
      // A worker of an earlier build tells words alone.
      return new Beat(converter.fromPayloads(0, told, String.class, String.class), null);
    }
  }

  /** Nobody may have taken the session yet, or no worker answers: whoever watches asks again. */
  private BlobRef conversation(String session) {
    try {
      return Patience.within(
          TemporalFlows.PROMPT,
          () -> client.newUntypedWorkflowStub(session).query("conversation", BlobRef.class));
    } catch (TemporalAway | WorkflowException nobodyAnswers) {
      return null;
    }
  }
}
