package dev.nightshift.workflows.agent;

import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Pace;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One agent's piece of work, whatever the engine: a task in, a result out. */
@WorkflowInterface
public interface AgentSession {
  /**
   * {@code carried} is what a session took over from its own earlier history, null at its start.
   */
  @WorkflowMethod
  Engines.Result run(Engines.Task task, Pace pace, Carried carried);

  /** All that a model said and was told until now; null where there is none. */
  @QueryMethod
  BlobRef conversation();
}
