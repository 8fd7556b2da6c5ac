package dev.nightshift.starter.flows;

import dev.nightshift.starter.flows.Flows.Started;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.tests.TestsOutcome;
import dev.nightshift.workflows.tests.TestsRequest;
import dev.nightshift.workflows.values.Progress;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The same as a Temporal client reaches them. */
public final class TemporalTestRuns implements TestRuns {
  private static final String TYPE = "TestMaintainer";

  private final WorkflowClient client;
  private final Duration patience;
  private final Starts starts;

  public TemporalTestRuns(WorkflowClient client, Duration patience) {
    this.client = client;
    this.patience = patience;
    this.starts = new Starts(client, patience);
  }

  @Override
  public Started start(String id, TestsRequest request) {
    return starts.inPlace(() -> starts.tested(id, request));
  }

  @Override
  public Optional<Tested> find(String id) {
    WorkflowStub stub = client.newUntypedWorkflowStub(id);
    try {
      return Optional.of(Patience.within(patience, stub::describe))
          .filter(flow -> flow.getWorkflowType().equals(TYPE))
          .map(Seen::run)
          .map(run -> run.open() ? new Tested(live(run, stub), null) : ended(run, stub));
    } catch (WorkflowNotFoundException absent) {
      return Optional.empty();
    }
  }

  private static Run live(Run run, WorkflowStub stub) {
    try {
      return run.withProgress(
          Patience.within(TemporalFlows.PROMPT, () -> stub.query("progress", Progress.class)));
    } catch (TemporalAway | WorkflowException nobodyAnswers) {
      return run;
    }
  }

  private Tested ended(Run run, WorkflowStub stub) {
    try {
      return new Tested(
          run,
          Patience.within(
              patience,
              () ->
                  stub.getResult(patience.toMillis(), TimeUnit.MILLISECONDS, TestsOutcome.class)));
    } catch (WorkflowFailedException failed) {
      String why = failed.getCause() == null ? "" : ErrorKind.messageOf(failed.getCause());
      return new Tested(run.withFailure(why), null);
    }
  }

  @Override
  public boolean cancel(String id) {
    if (find(id).filter(one -> one.run().open()).isEmpty()) {
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
}
