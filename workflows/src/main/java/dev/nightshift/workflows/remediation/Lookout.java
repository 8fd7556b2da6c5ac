package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.durable.Started;
import dev.nightshift.workflows.durable.Told;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Claims;
import dev.nightshift.workflows.ports.Claims.Holder;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.FailureSummary;
import dev.nightshift.workflows.values.Policy.Publish;
import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.watch.Watch;
import dev.nightshift.workflows.watch.Watch.Again;
import dev.nightshift.workflows.watch.Watch.Conclusion;
import dev.nightshift.workflows.watch.WatchRequest;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What goes on when a remediation has ended: its pull request is watched by a flow of its own,
 * which the next night asks whether a cause that came back is still held for it.
 */
final class Lookout {
  /** It looks once at the pull request; where its host is away, the cause counts as held. */
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(10);

  /** Flows of an earlier build asked a watch first, or left it held. */
  private static final String NEWER_WORD = "newer-word";

  private final RemediationRequest request;
  private final Claims claims;
  private final Succession succession;
  private final String workflow = Workflow.getInfo().getWorkflowId();
  private final Set<String> asked = new HashSet<>();
  private Arrival arrival;
  private FailureSummary summary;

  Lookout(RemediationRequest request, Claims claims, Succession succession) {
    this.request = request;
    this.claims = claims;
    this.succession = succession;
  }

  /** The run that failed; later ones are compared with it. */
  void arrived(Arrival from, FailureSummary read) {
    arrival = from;
    summary = read;
  }

  /** From here on the pull request is watched, whatever becomes of this flow. */
  void begin(Pull pull, Account account) {
    List<Cause> mended = Causes.mended(account.causes());
    Progress queued = Progress.queued("watch", request.project(), "pull request " + pull.number());
    Watch watch =
        Workflow.newChildWorkflowStub(
            Watch.class, Options.abandoned(Ids.watch(workflow), Map.of(Trail.MEMO, queued)));
    Async.function(
        watch::run,
        new WatchRequest(
            request.project(),
            request.repository(),
            workflow,
            pull,
            mended.stream().map(Lookout::named).toList(),
            summary.dbtStopped() ? List.of() : account.asPatched(Causes.allNodes(mended)),
            arrival.run(),
            request.policy().channel(),
            request.pace(),
            request.run()));
    Started.now(Workflow.getWorkflowExecution(watch));
  }

  void conclude(Ending ending, BlobRef report, String place) {
    boolean givenUp = ending == Ending.REJECTED || ending == Ending.SUPERSEDED;
    // A draft can be merged, and its causes gone, before anybody decided: then nobody listens.
    Told.now(() -> watchOf(workflow).concluded(new Conclusion(report, place, givenUp)));
  }

  /** What is held for a pull request is given back where it was merged and did not mend it. */
  Holder ask(String key, Holder holder) {
    if (!holder.yours() && givesWay(holder)) {
      claims.release(request.project(), key, holder.owner());
      return claims.claim(request.project(), key, workflow, "");
    }
    if (holder.yours() || holder.note().isEmpty() || !asked.add(holder.owner())) {
      return holder;
    }
    Again again =
        new Again(
            workflow,
            request.run(),
            arrival.commit(),
            began(),
            arrival.artifacts(),
            Workflow.currentTimeMillis() + LONGEST_ANSWER.toMillis());
    if (Told.now(() -> watchOf(holder.owner()).failedAgain(again))) {
      Workflow.await(LONGEST_ANSWER, () -> succession.hasHeardOf(holder.owner()));
    }
    // Where nobody watches, its note says how it stands, unless it has ended just now.
    return claims.claim(request.project(), key, workflow, "");
  }

  /**
   * What somebody did not want is looked at anew where a person asks for just this run; what is in
   * a report alone then too, and where the policy lets a pull request be made of it now.
   */
  private boolean givesWay(Holder holder) {
    boolean person = request.byPerson();
    if (CauseClaims.isOver(holder) || (person && CauseClaims.saidNo(holder))) {
      return true;
    }
    boolean publishes = request.policy().publish() != Publish.SUGGEST;
    boolean newer =
        (person && CauseClaims.isNo(holder))
            || ((person || publishes) && CauseClaims.isSuggested(holder));
    return newer && Workflow.getVersion(NEWER_WORD, Workflow.DEFAULT_VERSION, 1) == 1;
  }

  /**
   * Where the results do not tell it: of a dbt that stopped there may be others' in their place.
   */
  private long began() {
    if (arrival.run() != null) {
      return arrival.run().startedAt();
    }
    try {
      return summary.dbtStopped() ? Instant.parse(summary.generatedAt()).toEpochMilli() : 0;
    } catch (DateTimeParseException nothingSaid) {
      return 0;
    }
  }

  /** What a cause is called and why: a remedy needs the rest, and a watch has none. */
  private static Cause named(Cause cause) {
    return new Cause(
        cause.kind(), cause.verdict(), cause.subject(), null, cause.because(), null, null, null);
  }

  private static Watch watchOf(String flow) {
    return Workflow.newExternalWorkflowStub(Watch.class, Ids.watch(flow));
  }
}
