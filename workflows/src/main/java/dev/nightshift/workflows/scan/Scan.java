package dev.nightshift.workflows.scan;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Looks through a project's runs of the last day for what nobody told of. */
@WorkflowInterface
public interface Scan {
  @WorkflowMethod
  ScanOutcome run(ScanRequest request);
}
