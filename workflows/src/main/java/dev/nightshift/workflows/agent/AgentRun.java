package dev.nightshift.workflows.agent;

import dev.nightshift.workflows.values.Progress;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A message to an agent, and what it said to it; nothing of it leaves the house by itself. */
@WorkflowInterface
public interface AgentRun {
  @WorkflowMethod
  AgentOutcome run(AgentRequest request);

  /** What a person sees of it now. */
  @QueryMethod
  Progress progress();
}
