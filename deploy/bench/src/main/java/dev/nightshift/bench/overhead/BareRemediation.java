package dev.nightshift.bench.overhead;

import dev.nightshift.workflows.remediation.RemediationRequest;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The steps of a remediation and nothing else. */
@WorkflowInterface
public interface BareRemediation {
  /** Gives the number of the pull request. */
  @WorkflowMethod
  int run(RemediationRequest request);
}
