package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.agent.AgentSession;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Engines.Tried;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/** Asks the engine for fixes, and remembers which did not hold, so that none is made twice. */
final class Proposals {
  private final RemediationRequest request;
  private final Trail trail;
  private final List<Tried> tried = new ArrayList<>();
  private int asked;

  Proposals(RemediationRequest request, Trail trail) {
    this.request = request;
    this.trail = trail;
  }

  Engines.Result ask(Workspace workspace, List<Cause> open, BlobRef facts) {
    trail.enter("fix", open.size() == 1 ? "one cause" : open.size() + " causes");
    asked++;
    AgentSession session =
        Workflow.newChildWorkflowStub(
            AgentSession.class,
            Options.child(Ids.agent(Workflow.getInfo().getWorkflowId(), "fixer", asked)));
    return session.run(
        new Engines.Task(
            "fixer",
            request.engine(),
            "make " + open.size() + " causes green",
            workspace,
            open,
            facts,
            tried),
        request.pace());
  }

  /** Whether there is something in it that was not tried before. */
  boolean isNew(Engines.Result answer) {
    return answer.patch() != null
        && tried.stream().noneMatch(one -> one.patch().sha256().equals(answer.patch().sha256()));
  }

  /** Remembers what did not hold; whether the policy lets the engine try once more. */
  boolean mayTryAgain(Attempt failed, List<String> objections) {
    tried.add(new Tried(failed.patched().patch(), objections));
    return tried.size() < request.policy().maxAttempts();
  }

  int tried() {
    return tried.size();
  }
}
