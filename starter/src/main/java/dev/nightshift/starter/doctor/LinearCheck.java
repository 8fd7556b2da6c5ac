package dev.nightshift.starter.doctor;

import dev.nightshift.activities.configuration.ConfigurationProblem;
import dev.nightshift.activities.configuration.EnvironmentValue;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.linear.LinearIssues;
import io.temporal.failure.ApplicationFailure;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Whether Linear takes the key, where there is one: without it no agent has the tool. */
final class LinearCheck {
  private static final String SUBJECT = "Linear";

  private LinearCheck() {}

  static Optional<Finding> finding(Settings settings, Map<String, String> environment) {
    try {
      Optional<String> key = EnvironmentValue.of(environment, LinearIssues.KEY);
      return key.map(
          there ->
              Finding.fine(
                  SUBJECT,
                  "key",
                  new LinearIssues(settings.linear(), key, InstantSource.system()).who()));
    } catch (ApplicationFailure refused) {
      return Optional.of(
          Finding.wrong(
              SUBJECT,
              "key",
              refused.getOriginalMessage(),
              "agents read no issue until then; or unset " + LinearIssues.KEY));
    } catch (ConfigurationProblem problem) {
      return Optional.of(
          Finding.wrong(SUBJECT, "key", problem.getMessage(), "or unset the variable"));
    }
  }
}
