package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Diagnosis.Case;
import dev.nightshift.workflows.ports.Diagnosis.Findings;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Failure;
import dev.nightshift.workflows.values.Sandbox;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Runs what no rule understands once more: it may have passed with the night. Without a sandbox it
 * is asked as it is, because a question needs none.
 */
final class SecondRun {
  private final RemediationRequest request;
  private final Ports ports;
  private final Trail trail;
  private final TrialSandbox sandbox;

  SecondRun(RemediationRequest request, Ports ports, Trail trail, TrialSandbox sandbox) {
    this.request = request;
    this.ports = ports;
    this.trail = trail;
    this.sandbox = sandbox;
  }

  Findings of(Case subject, Findings found) {
    List<Cause> open = found.causes().stream().filter(Cause::isToRunAgain).toList();
    List<String> selected = selected(subject, open);
    if (selected.isEmpty() || subject.summary().dbtStopped()) {
      return found;
    }
    try {
      List<Cause> all =
          new ArrayList<>(found.causes().stream().filter(cause -> !open.contains(cause)).toList());
      all.addAll(
          sandbox
              .within(subject, made -> again(subject, made, selected, found.with(open)))
              .causes());
      all.sort(order());
      return found.with(all);
    } catch (ActivityFailure failure) {
      if (CancellationScope.current().isCancelRequested() || ErrorKind.isDefect(failure)) {
        throw failure;
      }
      trail.found("It could not be run again: " + Reasons.why(failure));
      return found;
    }
  }

  /** Flows of an earlier build went on in the order of their names. */
  private static Comparator<Cause> order() {
    return Workflow.getVersion("first-cause", Workflow.DEFAULT_VERSION, 1) == 1
        ? Cause.order()
        : Comparator.comparing(Cause::verdict).thenComparing(Cause::signature);
  }

  private Findings again(Case subject, Sandbox made, List<String> selected, Findings open) {
    trail.enter("reproduce", "building what nobody understands once more");
    DbtResult result =
        ports.dbt.run(
            SandboxTrial.build(subject, subject.workspace(), made, selected, request.pace()));
    if (!result.ended()) {
      trail.found(result.notEnded() + " when it was run again.");
      return open;
    }
    return ports.diagnosis.reconsider(open, result);
  }

  /** What is below them says nothing of why they failed. */
  private static List<String> selected(Case subject, List<Cause> open) {
    List<String> nodes = Causes.allNodes(open);
    return subject.summary().failures().stream()
        .filter(failure -> nodes.contains(failure.node()))
        .map(Failure::selector)
        .filter(selector -> !selector.isEmpty())
        .toList();
  }
}
