package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.agent.AgentSession;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Diagnosis.Case;
import dev.nightshift.workflows.ports.Diagnosis.Findings;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Engines.Tried;
import dev.nightshift.workflows.ports.Roles;
import dev.nightshift.workflows.ports.Roles.Worker;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Effort;
import dev.nightshift.workflows.values.Leash;
import dev.nightshift.workflows.values.Limits;
import dev.nightshift.workflows.values.Measure;
import dev.nightshift.workflows.values.Sandbox;
import dev.nightshift.workflows.values.Usage;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the engine for fixes, and remembers which did not hold, so that none is made twice. */
final class Proposals {
  private static final String RULES = "rules";
  private static final String BY_ROLE = "by-role";

  private final RemediationRequest request;
  private final Ports ports;
  private final Trail trail;
  private final List<Tried> tried = new ArrayList<>();
  private Worker worker;
  private int asked;
  private Usage spent = Usage.NONE;
  private Duration worked = Duration.ZERO;

  Proposals(RemediationRequest request, Ports ports, Trail trail) {
    this.request = request;
    this.ports = ports;
    this.trail = trail;
  }

  /**
   * The {@code open} causes of what was found, to be mended on top of the workspace; {@code
   * sandbox} is null where there is none to try it in yet.
   */
  Engines.Result ask(
      Case subject, Workspace workspace, Findings found, List<Cause> open, Sandbox sandbox) {
    trail.enter("fix", open.size() == 1 ? "one cause" : open.size() + " causes");
    asked++;
    Worker by = worker(subject.workspace());
    AgentSession session =
        Workflow.newChildWorkflowStub(
            AgentSession.class,
            Options.child(Ids.fixer(Workflow.getInfo().getWorkflowId(), asked)));
    long since = Workflow.currentTimeMillis();
    Engines.Result result =
        session.run(
            new Engines.Task(
                "fixer",
                by.engines(),
                "make " + open.size() + " causes green",
                workspace,
                open,
                found.facts(),
                tried,
                briefing(by, subject, found.with(open)),
                sandbox,
                leash(by)),
            request.pace(),
            null);
    worked = worked.plusMillis(Workflow.currentTimeMillis() - since);
    spent = spent.plus(result.usage());
    return result;
  }

  /** The same for all of a run; runs of an earlier build go on by what they were started with. */
  private Worker worker(Workspace workspace) {
    if (worker == null) {
      worker =
          Workflow.getVersion(BY_ROLE, Workflow.DEFAULT_VERSION, 1) == 1
              ? ports.roles.worker(workspace, Roles.REMEDIATOR, request.engine())
              : new Worker(request.engine(), Limits.NONE);
      if (!worker.told().isEmpty()) {
        trail.found(worker.told());
      }
    }
    return worker;
  }

  /** As far as the role may go, and no further than what is left of the run. */
  private Leash leash(Worker worker) {
    Limits rest = request.policy().ofARun().after(used());
    return worker.limits().within(rest).leash(worker.limits().least(rest));
  }

  private Effort used() {
    return Effort.of(spent, worked.toSeconds());
  }

  /** Rules read the facts; nothing is written for them. */
  private BlobRef briefing(Worker worker, Case subject, Findings found) {
    return worker.engines().equals(RULES) ? null : ports.briefings.write(subject, found);
  }

  /** Whether there is something in it that was not tried before. */
  boolean isNew(Engines.Result answer) {
    return answer.patch() != null
        && tried.stream().noneMatch(one -> one.patch().sha256().equals(answer.patch().sha256()));
  }

  /** Remembers what did not hold; whether the policy lets the engine try once more. */
  boolean mayTryAgain(Attempt failed, List<String> objections) {
    tried.add(new Tried(failed.patched().patch(), objections));
    return tried.size() < request.policy().maxAttempts() && mayAsk();
  }

  /** Whether there is something left to use for a run; where there is not, it is told. */
  boolean mayAsk() {
    Limits most = request.policy().ofARun();
    Optional<Measure> gone = Measure.usedUp(most, used());
    gone.ifPresent(
        one ->
            trail.found(
                "No other fix is asked for: "
                    + one.of(used())
                    + " are used, and policy."
                    + one.key()
                    + " is "
                    + one.of(most)
                    + "."));
    return gone.isEmpty();
  }

  Usage spent() {
    return spent;
  }

  int tried() {
    return tried.size();
  }
}
