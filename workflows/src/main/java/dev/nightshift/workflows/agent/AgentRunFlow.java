package dev.nightshift.workflows.agent;

import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Sandboxes;
import dev.nightshift.workflows.ports.Tools;
import dev.nightshift.workflows.ports.Tools.Agent;
import dev.nightshift.workflows.ports.Workspaces;
import dev.nightshift.workflows.values.Limits;
import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.values.Sandbox;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.List;

/** Gives an agent the project as its main branch is, and a message, and keeps what it answers. */
public final class AgentRunFlow implements AgentRun {
  /** Somebody waits: a database that is busy for longer is done without. */
  private static final Duration MAKING = Duration.ofMinutes(10);

  /** What is not dropped by then, whoever sweeps the home removes. */
  private static final Duration DROPPING = Duration.ofMinutes(2);

  /** Before this, an agent of the command line had no tools that need a sandbox. */
  private static final String TOOLS_FOR_ALL = "tools-for-all";

  private final Trail trail;
  private final Workspaces workspaces;
  private final Tools tools;
  private final Sandboxes making;
  private final Sandboxes dropping;

  @WorkflowInit
  public AgentRunFlow(AgentRequest request) {
    trail =
        new Trail(
            AgentSessionFlow.KIND, request.project(), request.agent() + ": " + request.message());
    workspaces = Workflow.newActivityStub(Workspaces.class, Options.reading(request.pace()));
    tools = Workflow.newActivityStub(Tools.class, Options.reading(request.pace()));
    making = Workflow.newActivityStub(Sandboxes.class, Options.tool(request.pace(), MAKING));
    dropping = Workflow.newActivityStub(Sandboxes.class, Options.tool(request.pace(), DROPPING));
  }

  @Override
  public AgentOutcome run(AgentRequest request) {
    Workflow.upsertTypedSearchAttributes(
        Attributes.KIND.valueSet(AgentSessionFlow.KIND),
        Attributes.PROJECT.valueSet(request.project()));
    trail.enter("prepare", "the main branch as it is now");
    Workspace workspace = workspaces.resolve(request.project(), "");
    Agent agent = tools.agent(workspace, request.agent(), request.engine());
    Engines.Result result = inSandbox(request, agent, workspace);
    trail.end(result.stopped(), summary(result));
    return AgentOutcome.of(result, workspace.base());
  }

  /** Lists know no outcome: what it cost stands here for them. */
  private static String summary(Engines.Result result) {
    int files = result.files().size();
    String changed =
        result.patch() == null
            ? "nothing is changed"
            : (files == 1 ? "1 file" : files + " files") + " changed in its copy";
    return changed + result.usage().told();
  }

  /**
   * What its tools need; dropped, whatever comes of it. Where none can be made, it answers what it
   * can without.
   */
  private Engines.Result inSandbox(AgentRequest request, Agent agent, Workspace workspace) {
    if (!agent.engine().startsWith(AgentSessionFlow.MODEL)
        && Workflow.getVersion(TOOLS_FOR_ALL, Workflow.DEFAULT_VERSION, 1) < 1) {
      trail.enter("work", "engine " + agent.engine());
      return session(agent).run(task(agent, request, workspace, null), request.pace(), null);
    }
    var info = Workflow.getInfo();
    String name = Ids.sandbox(info.getWorkflowId(), info.getFirstExecutionRunId(), "asked");
    Sandbox named = new Sandbox(name, info.getWorkflowId(), "", "", List.of());
    try {
      Sandbox sandbox = made(name, request.project());
      trail.enter("work", "engine " + agent.engine());
      return session(agent).run(task(agent, request, workspace, sandbox), request.pace(), null);
    } finally {
      Workflow.newDetachedCancellationScope(() -> drop(named)).run();
    }
  }

  /** An answer is none the worse for what could not be cleared away. */
  private void drop(Sandbox sandbox) {
    try {
      dropping.drop(sandbox);
    } catch (ActivityFailure failed) {
      trail.found("its sandbox is still there: " + ToolUses.reason(failed));
    }
  }

  private Sandbox made(String name, String project) {
    trail.enter("sandbox", "copying production's data");
    try {
      String owner = Workflow.getInfo().getWorkflowId();
      return making.make(new Sandboxes.Order(name, project, owner, null));
    } catch (ActivityFailure failed) {
      if (failed.getCause() instanceof CanceledFailure) {
        throw failed;
      }
      trail.found("dbt cannot run here: " + ToolUses.reason(failed));
      return null;
    }
  }

  private static AgentSession session(Agent agent) {
    String id = Ids.agent(Workflow.getInfo().getWorkflowId(), agent.name(), 1);
    return Workflow.newChildWorkflowStub(AgentSession.class, Options.child(id));
  }

  private static Engines.Task task(
      Agent agent, AgentRequest request, Workspace workspace, Sandbox sandbox) {
    return new Engines.Task(
        agent.name(),
        agent.engine(),
        request.message(),
        workspace,
        List.of(),
        null,
        List.of(),
        null,
        sandbox,
        agent.limits().within(Limits.ofDollars(request.dollars())).leash());
  }

  @Override
  public Progress progress() {
    return trail.progress();
  }
}
