package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.approval.Approval;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A failed run ends in a pull request for a person to review, or in a report. */
@WorkflowInterface
public interface Remediation extends Approval {
  @WorkflowMethod
  RemediationOutcome run(RemediationRequest request);
}
