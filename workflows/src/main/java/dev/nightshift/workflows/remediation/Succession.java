package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Told;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Claims.Holder;
import dev.nightshift.workflows.values.CloudRun;
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

  private final String project;
  private final Ports ports;
  private final Trail trail;
  private final String workflow = Workflow.getInfo().getWorkflowId();
  private final Set<String> ended = new HashSet<>();
  private final Set<String> successors = new LinkedHashSet<>();
  private CloudRun run;
  private Newer newer;

  Succession(String project, Ports ports, Trail trail) {
    this.project = project;
    this.ports = ports;
    this.trail = trail;
  }

  /** From here on later runs find this one; null is a run that is of no job. */
  void begin(CloudRun began) {
    if (began == null) {
      return;
    }
    run = began;
    ports.claims.claim(project, key(), workflow, "");
  }

  private String key() {
    return Ids.jobRun(run.job(), run.id());
  }

  void heard(Newer later) {
    if (run == null || !run.job().equals(later.job()) || !later.isAfter(run)) {
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
    if (run == null || !holder.note().isEmpty() || !isEarlier(holder.owner())) {
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

  private boolean isEarlier(String owner) {
    Map<String, String> open = ports.claims.held(project, Ids.jobRun(run.job(), ""));
    return open.entrySet().stream()
        .anyMatch(
            one ->
                one.getValue().equals(owner)
                    && run.isAfter(one.getKey().substring(one.getKey().lastIndexOf('/') + 1)));
  }

  private boolean told(String earlier) {
    return Told.now(() -> flow(earlier).overtake(new Newer(run.job(), run.id(), workflow)));
  }

  /** This one looks after nothing any more; whoever waits for that is told. */
  void end() {
    if (run != null) {
      Workflow.newDetachedCancellationScope(this::leave).run();
    }
  }

  private void leave() {
    ports.claims.release(project, key(), workflow);
    for (String successor : successors) {
      Told.now(() -> flow(successor).gaveWay(workflow));
    }
  }

  private static Remediation flow(String id) {
    return Workflow.newExternalWorkflowStub(Remediation.class, id);
  }
}
