package dev.nightshift.starter.fix;

import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.workflows.remediation.RemediationRequest;

/** A run that a flow has looked after: its artifacts are known, wherever they came from. */
public final class EarlierRun {
  private EarlierRun() {}

  /** On today's terms; the commit is the earlier one's where none is named. */
  public static RemediationRequest request(
      Project project, RemediationRequest before, String commit, String from) {
    RemediationRequest again =
        new RemediationRequest(
            project.name(),
            project.repository(),
            before.run(),
            commit.isEmpty() ? before.commit() : commit,
            from,
            before.artifacts(),
            project.engine(),
            project.policy(),
            project.pace(),
            before.cloud());
    return again.ofJob(before.job());
  }
}
