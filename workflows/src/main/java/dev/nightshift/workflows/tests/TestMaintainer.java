package dev.nightshift.workflows.tests;

import dev.nightshift.workflows.values.Progress;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Changed models get the tests that they lack, each of which has passed in a sandbox. */
@WorkflowInterface
public interface TestMaintainer {
  @WorkflowMethod
  TestsOutcome run(TestsRequest request);

  /** What a person sees of it now. */
  @QueryMethod
  Progress progress();
}
