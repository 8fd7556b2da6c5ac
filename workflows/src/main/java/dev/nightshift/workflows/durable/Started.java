package dev.nightshift.workflows.durable;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Promise;

/** Whether a child was started just now, or was there already under its natural id. */
public final class Started {
  private Started() {}

  public static boolean now(Promise<WorkflowExecution> begun) {
    try {
      begun.get();
      return true;
    } catch (ChildWorkflowFailure failure) {
      if (failure.getCause() instanceof WorkflowExecutionAlreadyStarted) {
        return false;
      }
      throw failure;
    }
  }
}
