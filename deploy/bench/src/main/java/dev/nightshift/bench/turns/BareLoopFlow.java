package dev.nightshift.bench.turns;

import dev.nightshift.workflows.values.Workspace;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** See {@link BareLoop}. */
public final class BareLoopFlow implements BareLoop {
  private final Nothing step =
      Workflow.newActivityStub(
          Nothing.class,
          ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build());

  @Override
  public int run(Workspace workspace, int turns) {
    int done = 0;
    for (int turn = 0; turn < turns; turn++) {
      done += step.step(workspace, turn) + step.step(workspace, turn);
    }
    return done;
  }
}
