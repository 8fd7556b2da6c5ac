package dev.nightshift.starter.flows;

import dev.nightshift.starter.flows.Flows.Started;
import dev.nightshift.workflows.agent.AgentOutcome;
import dev.nightshift.workflows.agent.AgentRequest;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.values.BlobRef;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The same as a Temporal client reaches them. */
public final class TemporalAgentRuns implements AgentRuns {
  private static final String TYPE = "AgentRun";

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
    WorkflowStub stub = client.newUntypedWorkflowStub(id);
    try {
      WorkflowExecutionMetadata flow = Patience.within(patience, stub::describe);
      return flow.getWorkflowType().equals(TYPE)
          ? Optional.of(asked(flow, stub))
          : Optional.empty();
    } catch (WorkflowNotFoundException absent) {
      return Optional.empty();
    }
  }

  @Override
  public boolean cancel(String id) {
    if (find(id).filter(Asked::open).isEmpty()) {
      return false;
    }
    try {
      Patience.within(
          patience,
          () -> {
            client.newUntypedWorkflowStub(id).cancel();
            return true;
          });
      return true;
    } catch (WorkflowNotFoundException ended) {
      return false;
    }
  }

  private Asked asked(WorkflowExecutionMetadata flow, WorkflowStub stub) {
    Run run = Seen.run(flow);
    if (run.open()) {
      return new Asked(run.id(), run.status(), run.progress(), conversation(run.id()), null, null);
    }
    try {
      AgentOutcome outcome =
          Patience.within(
              patience,
              () -> stub.getResult(patience.toMillis(), TimeUnit.MILLISECONDS, AgentOutcome.class));
      return new Asked(run.id(), run.status(), run.progress(), outcome.transcript(), outcome, null);
    } catch (WorkflowFailedException failed) {
      String why = failed.getCause() == null ? "" : ErrorKind.messageOf(failed.getCause());
      return new Asked(run.id(), run.status(), run.progress(), conversation(run.id()), null, why);
    }
  }

  /** Of the session that works for it; nobody may have taken it yet, or no worker answers. */
  private BlobRef conversation(String id) {
    try {
      return Patience.within(
          patience,
          () ->
              client
                  .newUntypedWorkflowStub(Ids.agent(id, Ids.agentOf(id), 1))
                  .query("conversation", BlobRef.class));
    } catch (TemporalAway | WorkflowException nobodyAnswers) {
      return null;
    }
  }
}
