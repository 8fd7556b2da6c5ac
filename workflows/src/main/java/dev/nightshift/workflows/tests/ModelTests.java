package dev.nightshift.workflows.tests;

import dev.nightshift.workflows.ports.Tests;
import dev.nightshift.workflows.values.Pace;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One model, and what it lacks. */
@WorkflowInterface
public interface ModelTests {
  /** What cannot be planned says why: it stops none of the others. */
  @WorkflowMethod
  Tests.Plan run(Tests.Subject subject, Pace pace);
}
