package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.approval.Approval;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A failed run ends in a pull request for a person to review, or in a report. */
@WorkflowInterface
public interface Remediation extends Approval {
  @WorkflowMethod
  RemediationOutcome run(RemediationRequest request);

  /** A later run of the same job, or what came later of this one, leaves nothing to decide. */
  @SignalMethod
  void overtake(Newer later);

  /**
   * The flow of an earlier run, which was asked to give way, has ended; or whoever watches its pull
   * request has looked whether the causes are to be given back.
   */
  @SignalMethod
  void gaveWay(String earlier);

  /** Somebody merged or closed the pull request; a draft needs no decision any more. */
  @SignalMethod
  void settled();
}
