package dev.nightshift.workflows.agent;

import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Tools;
import dev.nightshift.workflows.ports.Tools.Agent;
import dev.nightshift.workflows.ports.Workspaces;
import dev.nightshift.workflows.values.Leash;
import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;

/** Gives an agent the project as its main branch is, and a message, and keeps what it answers. */
public final class AgentRunFlow implements AgentRun {
  private final Trail trail;
  private final Workspaces workspaces;
  private final Tools tools;

  @WorkflowInit
  public AgentRunFlow(AgentRequest request) {
    trail =
        new Trail(
            AgentSessionFlow.KIND, request.project(), request.agent() + ": " + request.message());
    workspaces = Workflow.newActivityStub(Workspaces.class, Options.reading(request.pace()));
    tools = Workflow.newActivityStub(Tools.class, Options.reading(request.pace()));
  }

  @Override
  public AgentOutcome run(AgentRequest request) {
    Workflow.upsertTypedSearchAttributes(
        Attributes.KIND.valueSet(AgentSessionFlow.KIND),
        Attributes.PROJECT.valueSet(request.project()));
    trail.enter("prepare", "the main branch as it is now");
    Workspace workspace = workspaces.resolve(request.project(), "");
    Agent agent = tools.agent(workspace, request.agent(), request.engine());
    trail.enter("work", "engine " + agent.engine());
    Engines.Result result =
        session(agent).run(task(agent, request, workspace), request.pace(), null);
    trail.end(
        result.stopped(),
        result.patch() == null
            ? "nothing is changed"
            : result.files().size() + " files changed in its copy");
    return AgentOutcome.of(result, workspace.base());
  }

  private static AgentSession session(Agent agent) {
    String id = Ids.agent(Workflow.getInfo().getWorkflowId(), agent.name(), 1);
    return Workflow.newChildWorkflowStub(AgentSession.class, Options.child(id));
  }

  private static Engines.Task task(Agent agent, AgentRequest request, Workspace workspace) {
    return new Engines.Task(
        agent.name(),
        agent.engine(),
        request.message(),
        workspace,
        List.of(),
        null,
        List.of(),
        null,
        null,
        new Leash(request.dollars(), 0, 0, 0, 0));
  }

  @Override
  public Progress progress() {
    return trail.progress();
  }
}
