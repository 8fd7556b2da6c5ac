package dev.nightshift.starter.hooks;

import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.github.Discussion;
import dev.nightshift.activities.github.Discussion.Proposal;
import dev.nightshift.starter.flows.Flows;
import dev.nightshift.starter.flows.Run;
import dev.nightshift.starter.flows.Signature;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ports.Claims;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Decision.Choice;
import dev.nightshift.workflows.values.Pull;
import java.util.List;
import java.util.Optional;

/**
 * A pull request of ours that a person closed without a merge is a «no»: to the flow that still
 * waits, and in the ledger, where the next night's same cause finds it.
 */
final class ClosedPulls {
  private final Flows flows;
  private final Signature signature;
  private final Discussion discussion;
  private final Claims claims;
  private final PullRuns runs;

  ClosedPulls(Flows flows, Signature signature, Discussion discussion, Claims claims) {
    this.flows = flows;
    this.signature = signature;
    this.discussion = discussion;
    this.claims = claims;
    this.runs = new PullRuns(flows);
  }

  /** Gives a sentence on what came of it. */
  String heard(List<Project> projects, int number, String person) {
    Project project = projects.get(0);
    Optional<Proposal> proposal =
        discussion.ours(project, number).filter(found -> found.pull().state().equals("closed"));
    if (proposal.isEmpty() || discussion.isUs(project, person)) {
      return "no person said no to something of ours";
    }
    Optional<Run> run = runs.of(projects, proposal.get());
    if (run.isEmpty()) {
      return "no run of it is known any more";
    }
    if (PullRuns.asksForADecision(run.get())) {
      String reason = "pull request " + number + " was closed without a merge";
      flows.decide(
          run.get(), signature.decision(run.get(), Choice.REJECT, "@" + person, reason, "github"));
      return "taken as a no";
    }
    return remembered(run.get(), proposal.get().pull(), person);
  }

  private String remembered(Run run, Pull pull, String person) {
    RemediationOutcome outcome = run.outcome();
    if (outcome == null) {
      return "the run goes on and will see it";
    }
    String note = "@" + person + " closed " + pull.url() + " without a merge";
    for (Cause cause : outcome.causes()) {
      if (cause.mended()) {
        claims.claim(run.progress().project(), Ids.cause(cause.signature()), run.id(), note);
      }
    }
    return "remembered as a no";
  }
}
