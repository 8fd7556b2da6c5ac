package dev.nightshift.starter.flows;

import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.stream.Collectors;

/** All that Temporal keeps of a flow, to be searched. */
public final class Histories {
  private final WorkflowClient client;

  public Histories(WorkflowClient client) {
    this.client = client;
  }

  /** Its history, memo and search attributes, and those of the flows that it started. */
  public String text(String workflow) {
    WorkflowExecutionHistory history = client.fetchHistory(workflow);
    String children =
        history.getEvents().stream()
            .filter(
                event ->
                    event.getEventType()
                        == EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED)
            .map(event -> event.getStartChildWorkflowExecutionInitiatedEventAttributes())
            .map(started -> text(started.getWorkflowId()))
            .collect(Collectors.joining());
    String shown =
        client.newUntypedWorkflowStub(workflow).describe().getWorkflowExecutionInfo().toString();
    return history.getHistory() + shown + children;
  }
}
