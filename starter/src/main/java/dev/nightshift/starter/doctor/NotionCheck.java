package dev.nightshift.starter.doctor;

import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.configuration.ConfigurationProblem;
import dev.nightshift.activities.configuration.EnvironmentValue;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.notion.NotionKnowledge;
import io.temporal.failure.ApplicationFailure;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Whether Notion lets us in and has the data sources that projects name. */
final class NotionCheck {
  private NotionCheck() {}

  static List<Finding> findings(Settings settings, Home home, Map<String, String> environment) {
    return settings.projects().stream()
        .filter(project -> !project.knowledge().notion().isEmpty())
        .map(project -> finding(settings, project, home, environment))
        .toList();
  }

  private static Finding finding(
      Settings settings, Project project, Home home, Map<String, String> environment) {
    String subject = "project " + project.name();
    try {
      new NotionKnowledge(
              settings,
              home,
              new FileBlobs(home.blobs()),
              EnvironmentValue.of(environment, NotionKnowledge.TOKEN),
              InstantSource.system())
          .look(project.name());
      return Finding.fine(subject, "knowledge", "Notion has the data source");
    } catch (ApplicationFailure failure) {
      return Finding.wrong(
          subject, "knowledge", failure.getOriginalMessage(), "see `knowledge` in nightshift.yml");
    } catch (ConfigurationProblem problem) {
      return Finding.wrong(subject, "knowledge", problem.getMessage(), "or unset the variable");
    }
  }
}
