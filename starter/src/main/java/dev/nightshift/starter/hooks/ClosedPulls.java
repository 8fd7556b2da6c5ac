package dev.nightshift.starter.hooks;

import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.github.Discussion;
import dev.nightshift.activities.github.Discussion.Proposal;
import dev.nightshift.starter.flows.Flows;
import dev.nightshift.starter.flows.Run;
import dev.nightshift.starter.flows.Signature;
import dev.nightshift.workflows.values.Decision.Choice;
import java.util.List;
import java.util.Optional;

/**
 * A pull request of ours that a person closed without a merge is a «no» to the flow that still
 * waits; else whoever watches it remembers it for the next night's same cause. After a merge the
 * next run is watched.
 */
final class ClosedPulls {
  private final Flows flows;
  private final Signature signature;
  private final Discussion discussion;
  private final PullRuns runs;

  ClosedPulls(Flows flows, Signature signature, Discussion discussion) {
    this.flows = flows;
    this.signature = signature;
    this.discussion = discussion;
    this.runs = new PullRuns(flows);
  }

  /** Gives a sentence on what came of it. */
  String heard(List<Project> projects, int number, String person) {
    Project project = projects.get(0);
    Optional<Proposal> proposal = discussion.ours(project, number);
    String state = proposal.map(found -> found.pull().state()).orElse("");
    if (state.equals("merged")) {
      return merged(projects, proposal.get());
    }
    if (!state.equals("closed") || discussion.isUs(project, person)) {
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
    return flows.look(run.get(), "@" + person)
        ? "remembered as a no"
        : "nobody watches it any more";
  }

  private String merged(List<Project> projects, Proposal proposal) {
    return runs.of(projects, proposal).filter(run -> flows.look(run, "")).isPresent()
        ? "merged: the next run is watched"
        : "merged, and nobody watches it any more";
  }
}
