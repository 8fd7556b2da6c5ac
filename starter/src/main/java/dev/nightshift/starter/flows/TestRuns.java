package dev.nightshift.starter.flows;

import dev.nightshift.starter.flows.Flows.Started;
import dev.nightshift.workflows.tests.TestsOutcome;
import dev.nightshift.workflows.tests.TestsRequest;
import java.util.Optional;

/** The flows that give changed models their tests. */
public interface TestRuns {
  /** Starts it under this id, or finds the one that is there. */
  Started start(String id, TestsRequest request);

  Optional<Tested> find(String id);

  /** Asks it to stop and to clean up; false when it had ended before. */
  boolean cancel(String id);

  /** One of them as it is now; {@code outcome} is null while it runs, and where it failed. */
  record Tested(Run run, TestsOutcome outcome) {}
}
