package dev.nightshift.starter.hooks;

import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.github.Discussion.Proposal;
import dev.nightshift.starter.flows.Flows;
import dev.nightshift.starter.flows.Run;
import dev.nightshift.workflows.durable.Ids;
import java.util.List;
import java.util.Optional;

/**
 * Which run a pull request is of. Its words say it, and may have been changed: its branch is named
 * from the flow's id, so that the two must fit.
 */
final class PullRuns {
  /** Nights of a large team: looked through where the words say nothing that fits. */
  private static final int MOST = 500;

  private final Flows flows;

  PullRuns(Flows flows) {
    this.flows = flows;
  }

  /** Projects may share a repository: the run is of one of them. */
  Optional<Run> of(List<Project> projects, Proposal proposal) {
    String branch = proposal.pull().branch();
    return id(proposal.workflow(), branch)
        .flatMap(flows::find)
        .filter(
            run ->
                projects.stream()
                    .anyMatch(project -> project.name().equals(run.progress().project())));
  }

  static boolean asksForADecision(Run run) {
    return run.waiting() && run.progress().waiting().decides();
  }

  private Optional<String> id(String said, String branch) {
    if (Ids.branch(said).equals(branch)) {
      return Optional.of(said);
    }
    return flows.latest(MOST).stream()
        .map(Run::id)
        .filter(id -> Ids.branch(id).equals(branch))
        .findFirst();
  }
}
