package dev.nightshift.workflows.gathering;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Invocations that are one run, such as those of one DAG run, are looked after as one. */
@WorkflowInterface
public interface Gathering {
  @WorkflowMethod
  GatheringOutcome run(GatheringRequest request);

  /** One invocation more, or word that it was the last. */
  @SignalMethod
  void heard(Notice notice);
}
