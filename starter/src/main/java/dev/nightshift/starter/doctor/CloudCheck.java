package dev.nightshift.starter.doctor;

import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.configuration.ConfigurationProblem;
import dev.nightshift.activities.configuration.EnvironmentValue;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.DbtCloud;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.dbtcloud.CloudRuns;
import dev.nightshift.activities.home.Home;
import dev.nightshift.starter.hooks.CloudHook;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether dbt Cloud can be asked for a project's runs, and can tell of them. */
final class CloudCheck {
  private final Settings settings;
  private final Home home;
  private final Map<String, String> environment;

  CloudCheck(Settings settings, Home home, Map<String, String> environment) {
    this.settings = settings;
    this.home = home;
    this.environment = environment;
  }

  List<Finding> findings(boolean offline) {
    List<Finding> findings = new ArrayList<>();
    for (Project project : settings.projects()) {
      if (project.dbtCloud() != null) {
        findings.add(asked(project, offline));
        findings.add(told(project));
      }
    }
    return findings;
  }

  private Finding asked(Project project, boolean offline) {
    String subject = "project " + project.name();
    InstantSource clock = InstantSource.system();
    try {
      Optional<String> token = EnvironmentValue.of(environment, CloudRuns.TOKEN);
      if (token.isEmpty()) {
        return Finding.wrong(
            subject,
            "dbt Cloud",
            CloudRuns.TOKEN + " is not set here",
            "set it, or "
                + CloudRuns.TOKEN
                + "_FILE, where the worker runs, to a service token of"
                + " the account that may read runs (Job Viewer is enough)");
      }
      if (offline) {
        return Finding.fine(subject, "dbt Cloud", "the token is set here");
      }
      long failed =
          new CloudRuns(settings, new FileBlobs(home.blobs()), token, clock)
              .failed(project.name(), clock.instant().minus(Duration.ofDays(1)).toEpochMilli())
              .size();
      DbtCloud cloud = project.dbtCloud();
      return Finding.fine(
          subject,
          "dbt Cloud",
          "account "
              + cloud.account()
              + " at "
              + cloud.api()
              + "; runs that failed in a day: "
              + failed);
    } catch (ConfigurationProblem | ApplicationFailure problem) {
      return Finding.wrong(
          subject,
          "dbt Cloud",
          problem instanceof ApplicationFailure failure
              ? failure.getOriginalMessage()
              : problem.getMessage(),
          "see `dbt_cloud` in nightshift.yml, and what the token may do");
    }
  }

  private Finding told(Project project) {
    String subject = "project " + project.name();
    try {
      if (EnvironmentValue.of(environment, CloudHook.SECRET).isPresent()) {
        return Finding.fine(subject, "dbt Cloud's webhook", "its secret is set here");
      }
    } catch (ConfigurationProblem problem) {
      return Finding.wrong(
          subject, "dbt Cloud's webhook", problem.getMessage(), "or unset the variable");
    }
    return project.dbtCloud().pollSeconds() > 0
        ? Finding.fine(
            subject,
            "dbt Cloud's webhook",
            "not needed: dbt Cloud is asked every " + project.dbtCloud().pollSeconds() + " s")
        : Finding.note(
            subject,
            "dbt Cloud's webhook",
            CloudHook.SECRET + " is not set here, so failed runs are found once an hour only",
            "make a webhook for «Run completed» that leads to "
                + CloudHook.PATH
                + ", and set its secret where the starter runs; or set `poll`");
  }
}
