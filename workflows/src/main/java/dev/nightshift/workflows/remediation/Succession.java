package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Told;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Claims.Holder;
import dev.nightshift.workflows.values.CloudRun;
import dev.nightshift.workflows.values.FailureSummary;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The runs of one job follow each other: a later one that failed the same way takes the place of an
 * earlier one that still waits, and one that passed leaves it nothing to wait for. Which flows of a
 * job are open stands in the project's ledger.
 */
final class Succession {
  /** The earlier flow says when it has ended; one that was killed meanwhile says nothing. */
  private static final Duration LOOK_AGAIN = Duration.ofHours(1);

  private static final int MOST_LOOKS = 24;

  /** Flows of an earlier build have waited for another try of their own run. */
  private static final String SAME_RUN = "same-run-keeps";

  private final String project;
  private final String run;
  private final Ports ports;
  private final Trail trail;
  private final String workflow = Workflow.getInfo().getWorkflowId();
  private final Set<String> ended = new HashSet<>();
  private final Set<String> successors = new LinkedHashSet<>();
  private Turn turn;
  private Newer newer;

  Succession(RemediationRequest request, Ports ports, Trail trail) {
    this.project = request.project();
    this.run = request.run();
    this.ports = ports;
    this.trail = trail;
  }

  /** From here on later runs find this one; null is a run that is none of dbt Cloud's. */
  void begin(CloudRun cloud) {
    if (cloud != null) {
      begin(Turn.of(cloud));
    }
  }

  /** The same for a run of anything else that names its job, once it is known when it was. */
  void begin(RemediationRequest request, FailureSummary summary) {
    if (turn == null && Turn.of(request, summary) != null) {
      begin(Turn.of(request, summary));
    }
  }

  private void begin(Turn of) {
    turn = of;
    ports.claims.claim(project, turn.key(), workflow, "");
  }

  /** Who waits with an earlier run of the job has nothing left to wait for. */
  void passed(RemediationRequest request, FailureSummary summary) {
    Turn passed = Turn.of(request, summary);
    if (passed == null) {
      return;
    }
    ports
        .claims
        .held(project, passed.keys())
        .forEach(
            (key, owner) -> {
              if (passed.isAfter(key)) {
                Told.now(() -> flow(owner).overtake(passed.by("")));
              }
            });
  }

  void heard(Newer later) {
    if (!later.isAgain(run) && (turn == null || !turn.isBefore(later))) {
      trail.found("A signal was ignored: it is not of a later run of this job.");
      return;
    }
    newer = later;
    if (!later.workflow().isEmpty()) {
      successors.add(later.workflow());
    }
  }

  void heardEnd(String earlier) {
    ended.add(earlier);
  }

  boolean hasHeardOf(String earlier) {
    return ended.contains(earlier);
  }

  /** The later run that makes a decision on this one needless, or null. */
  Newer newer() {
    return newer;
  }

  /** Asks the holder to give way where it looks after an earlier run of the same job. */
  Holder succeed(String key, Holder holder) {
    if (turn == null
        || !holder.note().isEmpty()
        || isOfThisRun(holder.owner())
        || !isEarlier(holder.owner())) {
      return holder;
    }
    trail.found("The same failed before: " + holder.owner() + " is asked to give way.");
    if (!told(holder.owner())) {
      ended.add(holder.owner());
    }
    Holder now = holder;
    for (int n = 0; n < MOST_LOOKS && now.owner().equals(holder.owner()); n++) {
      Workflow.await(LOOK_AGAIN, () -> hasHeardOf(holder.owner()));
      now = ports.claims.claim(project, key, workflow, "");
    }
    return now;
  }

  /** Another try of it began with less, and goes on with what it has. */
  private boolean isOfThisRun(String owner) {
    return Ids.firstTry(owner).equals(Ids.firstTry(workflow))
        && Workflow.getVersion(SAME_RUN, Workflow.DEFAULT_VERSION, 1) == 1;
  }

  private boolean isEarlier(String owner) {
    Map<String, String> open = ports.claims.held(project, turn.keys());
    return open.entrySet().stream()
        .anyMatch(one -> one.getValue().equals(owner) && turn.isAfter(one.getKey()));
  }

  private boolean told(String earlier) {
    return Told.now(() -> flow(earlier).overtake(turn.by(workflow)));
  }

  /** This one looks after nothing any more; whoever waits for that is told. */
  void end() {
    if (turn != null) {
      Workflow.newDetachedCancellationScope(this::leave).run();
    }
  }

  private void leave() {
    ports.claims.release(project, turn.key(), workflow);
    for (String successor : successors) {
      Told.now(() -> flow(successor).gaveWay(workflow));
    }
  }

  private static Remediation flow(String id) {
    return Workflow.newExternalWorkflowStub(Remediation.class, id);
  }
}
