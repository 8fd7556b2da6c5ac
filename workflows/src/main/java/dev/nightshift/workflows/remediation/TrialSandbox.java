package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Diagnosis.Case;
import dev.nightshift.workflows.ports.Sandboxes;
import dev.nightshift.workflows.values.Sandbox;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.function.Function;

/** A sandbox for as long as something is tried in it; dropped, whatever comes of that. */
final class TrialSandbox {
  private final String project;
  private final Sandboxes sandboxes;
  private final Trail trail;

  TrialSandbox(String project, Sandboxes sandboxes, Trail trail) {
    this.project = project;
    this.sandboxes = sandboxes;
    this.trail = trail;
  }

  <T> T within(Case subject, Function<Sandbox, T> tried) {
    var info = Workflow.getInfo();
    String name = Ids.sandbox(info.getWorkflowId(), info.getFirstExecutionRunId(), "trial");
    trail.enter("sandbox", "copying production's data");
    Sandbox sandbox = new Sandbox(name, info.getWorkflowId(), "", "", List.of());
    try {
      sandbox =
          sandboxes.make(
              new Sandboxes.Order(name, project, info.getWorkflowId(), subject.summary()));
      return tried.apply(sandbox);
    } finally {
      dropped(sandbox);
    }
  }

  private void dropped(Sandbox sandbox) {
    CancellationScope cleaning =
        Workflow.newDetachedCancellationScope(() -> sandboxes.drop(sandbox));
    cleaning.run();
  }
}
