package dev.nightshift.workflows.agent;

import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.values.Pace;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;

/** Runs one engine's attempt and leaves its trail. */
public final class AgentSessionFlow implements AgentSession {
  private final Trail trail;
  private final Engines engines;

  @WorkflowInit
  public AgentSessionFlow(Engines.Task task, Pace pace) {
    trail = new Trail("agent", task.workspace().project(), task.role() + ": " + task.goal());
    engines = Workflow.newActivityStub(Engines.class, Options.agent(pace));
  }

  @Override
  public Engines.Result run(Engines.Task task, Pace pace) {
    Workflow.upsertTypedSearchAttributes(
        Attributes.KIND.valueSet("agent"), Attributes.PROJECT.valueSet(task.workspace().project()));
    trail.enter("working", "engine " + task.engine());
    Engines.Result result = engines.work(task);
    trail.end(result.stopped(), result.files().size() + " files changed");
    return result;
  }
}
