package dev.nightshift.workflows.watch;

import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.ports.Artifacts;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.ports.Artifacts.Rerun;
import dev.nightshift.workflows.ports.CodeHost.Standing;
import dev.nightshift.workflows.ports.Runs;
import dev.nightshift.workflows.ports.Workspaces;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.CloudRun;
import dev.nightshift.workflows.watch.Watch.Again;
import io.temporal.workflow.Workflow;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The runs that come after a merge, and what they say of it. */
final class NextRun {
  /** Of runs that say nothing of the merge; the others are looked at next time. */
  private static final int MOST_AT_ONCE = 10;

  private final WatchRequest request;
  private final Standing merged;
  private final Runs runs;
  private final Artifacts artifacts;
  private final Workspaces workspaces;
  private final Set<Long> without = new HashSet<>();
  private final long mergedAt;
  private String seen = "";
  private long after;
  private long doubtful;

  /** A commit knows when it was made, which may be long before it came to its branch. */
  NextRun(WatchRequest request, Standing merged, long lastOpen) {
    this.request = request;
    this.merged = merged;
    this.mergedAt = Math.max(merged.mergedAt(), lastOpen);
    this.after = mergedAt;
    var reading = Options.reading(request.pace());
    this.runs = Workflow.newActivityStub(Runs.class, reading);
    this.artifacts = Workflow.newActivityStub(Artifacts.class, reading);
    this.workspaces = Workflow.newActivityStub(Workspaces.class, reading);
  }

  /** The first that tells of what was to be mended; empty where there is none yet. */
  Optional<Rerun> telling() {
    return request.cloud() == null ? ofTheFolder() : ofTheJob();
  }

  /** Whether a run that failed of one of the causes had the merge. */
  boolean hasTheMerge(Again again) {
    long began =
        again.startedAt() > 0
            ? again.startedAt()
            : artifacts.rerun(again.artifacts(), request.nodes()).startedAt();
    // Where nothing says when it began, it is taken for what it is told as: a run of later.
    boolean hasIt = began == 0 || isAfter(began, again.commit());
    if (!hasIt) {
      without.add(began);
    }
    return hasIt;
  }

  private Optional<Rerun> ofTheFolder() {
    for (int n = 0; n < MOST_AT_ONCE; n++) {
      Rerun next = artifacts.next(request.project(), request.nodes(), after);
      if (next == null) {
        return Optional.empty();
      }
      if (!without.contains(next.startedAt()) && next.tells(request.nodes())) {
        return sure(next);
      }
      after = next.startedAt();
    }
    return Optional.empty();
  }

  /** Its folder does not say which commit ran: whoever looks after a failed run may know better. */
  private Optional<Rerun> sure(Rerun next) {
    if (next.failed().isEmpty() || doubtful == next.startedAt()) {
      return Optional.of(next);
    }
    doubtful = next.startedAt();
    return Optional.empty();
  }

  private Optional<Rerun> ofTheJob() {
    CloudRun latest = runs.latest(request.project(), request.cloud().job());
    if (latest == null
        || latest.id().equals(seen)
        || !isAfter(latest.startedAt(), latest.commit())) {
      return Optional.empty();
    }
    seen = latest.id();
    BlobRef results = runs.results(request.project(), latest.inTheStepOf(request.cloud()));
    if (results == null) {
      return Optional.empty();
    }
    return Optional.of(
            artifacts.rerun(new Location(request.project(), "", results, null), request.nodes()))
        .map(rerun -> rerun.of(latest.id(), latest.startedAt()))
        .filter(rerun -> rerun.tells(request.nodes()));
  }

  /** A job may run another branch than the one that was merged into. */
  private boolean isAfter(long began, String commit) {
    return began > mergedAt
        && (commit.isEmpty()
            || merged.merge().isEmpty()
            || workspaces.contains(request.project(), commit, merged.merge()));
  }
}
