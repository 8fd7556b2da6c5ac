package dev.nightshift.workflows.watch;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Progress;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A pull request of ours is watched until a later run shows whether it mended anything. */
@WorkflowInterface
public interface Watch {
  @WorkflowMethod
  WatchOutcome run(WatchRequest request);

  /**
   * Something happened to the pull request: look now. Where a person closed it without a merge,
   * {@code closedBy} is who, else empty.
   */
  @SignalMethod
  void look(String closedBy);

  /** The remediation that opened it has ended. */
  @SignalMethod
  void concluded(Conclusion conclusion);

  /** A later run failed of a cause that is held for this pull request; its flow waits to hear. */
  @SignalMethod
  void failedAgain(Again again);

  @QueryMethod
  Progress progress();

  /**
   * How the remediation ended: its report as markdown, where its thread is, and whether the pull
   * request was given up, so that nobody has to watch it.
   */
  record Conclusion(BlobRef report, String place, boolean givenUp) {
    public Conclusion {
      place = requireNonNullElse(place, "");
    }
  }

  /**
   * A run that failed, the flow that looks after it, and what is known of when it began: {@code
   * startedAt} is 0 and {@code commit} empty where the artifacts have to tell. After {@code
   * waitsUntil} the flow goes on without an answer; 0 where it does not say.
   */
  record Again(
      String workflow,
      String run,
      String commit,
      long startedAt,
      Location artifacts,
      long waitsUntil) {
    public Again {
      workflow = requireNonNullElse(workflow, "");
      run = requireNonNullElse(run, "");
      commit = requireNonNullElse(commit, "");
    }
  }
}
