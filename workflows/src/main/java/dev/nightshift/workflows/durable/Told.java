package dev.nightshift.workflows.durable;

import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.SignalExternalWorkflowException;

/** Whether a signal reached another flow; one that has ended hears nothing. */
public final class Told {
  private static final String UNHEARD = "SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_FAILED_CAUSE_";

  private Told() {}

  public static boolean now(Runnable signal) {
    try {
      signal.run();
      return true;
    } catch (SignalExternalWorkflowException hasEnded) {
      return false;
    } catch (ApplicationFailure failure) {
      // What the SDK throws of a refused signal, whatever its documentation says.
      if (!String.valueOf(failure.getType()).startsWith(UNHEARD)) {
        throw failure;
      }
      return false;
    }
  }
}
