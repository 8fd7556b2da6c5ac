package dev.nightshift.starter.fix;

import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.remediation.RemediationRequest.Cloud;
import java.util.regex.Pattern;

/** A run of dbt Cloud's that failed: its id is enough, the flow asks for the rest. */
public final class CloudFailure {
  private static final Pattern RUN = Pattern.compile("[1-9]\\d{0,17}");

  private CloudFailure() {}

  /** Whether the text names a run as dbt Cloud does. */
  public static boolean isRun(String text) {
    return RUN.matcher(text).matches();
  }

  /** {@code run} may be empty for one that is filled in later. */
  public static RemediationRequest request(Project project, String run, String from) {
    return new RemediationRequest(
        project.name(),
        project.repository(),
        run,
        "",
        from,
        new Location(project.name(), "", null, null),
        project.engine(),
        project.policy(),
        project.pace(),
        new Cloud(project.dbtCloud().triggers()));
  }
}
