package dev.nightshift.starter.flows;

import dev.nightshift.workflows.gathering.GatheringRequest;
import dev.nightshift.workflows.gathering.Notice;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.scan.ScanRequest;
import dev.nightshift.workflows.values.Answer;
import dev.nightshift.workflows.values.Decision;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The flows in Temporal. Every method answers within seconds or throws {@link TemporalAway}. */
public interface Flows {
  /**
   * Starts the flow of this run, or finds the one that looks or looked after it. Where that could
   * not read it, failed or was stopped, the next retry is started.
   */
  Started start(RemediationRequest request);

  /** Tells the group of another invocation, which begins it; false where the group is over. */
  boolean join(GatheringRequest group, Notice part);

  /** The same, whose every start goes all the way to Temporal and is too late there. */
  Flows rehearsal();

  /** Starts the next retry of a run whose flow has ended in any way; an open one is found. */
  Started retry(RemediationRequest request);

  /**
   * Has a project's runs looked through for what nobody told of: now, and from now on that often. A
   * server in memory cannot do it.
   */
  void scan(ScanRequest request, Duration every);

  /**
   * From now on no project but these has its runs looked through; gives what was taken away. A
   * server in memory has nothing to take away.
   */
  List<String> scanOnly(Collection<String> projects);

  /** Has those told who wait for a run of the job that passes; the same run is told of once. */
  Started passed(ScanRequest told, String run);

  /** The latest, open ones first; without outcomes. */
  List<Run> latest(int most);

  /** One flow with all that is known of it now. */
  Optional<Run> find(String id);

  /** What it was started with. */
  RemediationRequest request(Run run);

  /** Where its time went: the steps that have ended, in their order. */
  List<Timing> timings(Run run);

  /** Takes a decision to the flow that waits for it. */
  Heard decide(Run run, Decision decision);

  /** Takes the answer of a question to the flow that asks it. */
  Heard answer(Run run, Answer answer);

  /**
   * Has whoever watches the run's pull request look at it now; {@code closedBy} is the person who
   * closed it without a merge, empty where nobody did. False when nobody watches it (any more).
   */
  boolean look(Run run, String closedBy);

  /** Of each project whose runs could not be looked through the last time, why. */
  Map<String, String> deaf();

  /** Whether the server keeps all in memory, and forgets it when it ends. */
  boolean inMemory();

  /** Asks the flow to stop and to clean up; false when it had ended before. */
  boolean cancel(Run run);

  /** The flow's id, and whether this call started it. */
  record Started(String id, boolean now) {}

  /** What the flow answered; a refusal says why. */
  record Heard(boolean accepted, String says) {}
}
