package dev.nightshift.starter.cli;

import dev.nightshift.starter.flows.Flows.Started;
import dev.nightshift.starter.flows.Run;
import dev.nightshift.starter.flows.TemporalAway;
import dev.nightshift.starter.flows.TestRuns;
import dev.nightshift.workflows.tests.TestsOutcome;
import dev.nightshift.workflows.tests.TestsRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Flows that end at once, in whatever way a test says. */
public final class FakeTestRuns implements TestRuns {
  public final List<TestsRequest> started = new ArrayList<>();
  public Function<TestsRequest, TestsOutcome> ends = request -> null;
  public String failure = "";
  public boolean gone;
  public int away;

  @Override
  public Started start(String id, TestsRequest request) {
    started.add(request);
    return new Started(id, true);
  }

  @Override
  public Optional<Tested> find(String id) {
    if (away-- > 0) {
      throw new TemporalAway(new IllegalStateException("away"));
    }
    if (started.isEmpty() || gone) {
      return Optional.empty();
    }
    Run.Status status = failure.isEmpty() ? Run.Status.COMPLETED : Run.Status.FAILED;
    Run run = new Run(id, "r", status, 1, 2, null, null, failure, null, null);
    return Optional.of(new Tested(run, ends.apply(started.get(started.size() - 1))));
  }

  @Override
  public boolean cancel(String id) {
    return false;
  }
}
