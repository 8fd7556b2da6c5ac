package dev.nightshift.bench.turns;

import dev.nightshift.workflows.values.Workspace;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Two empty steps a turn, as somebody would write it on a first day with the SDK. */
@WorkflowInterface
public interface BareLoop {
  @WorkflowMethod
  int run(Workspace workspace, int turns);
}
