package dev.nightshift.starter.doctor;

import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.configuration.ConfigurationProblem;
import dev.nightshift.activities.configuration.EnvironmentValue;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.slack.SlackChat;
import dev.nightshift.starter.hooks.SlackHook;
import io.temporal.failure.ApplicationFailure;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether Slack lets the app in, into which channels, and who may decide there. */
final class SlackCheck {
  private static final String SUBJECT = "Slack";

  private final Settings settings;
  private final Settings.Slack slack;
  private final Map<String, String> environment;
  private final List<Finding> findings = new ArrayList<>();

  private SlackCheck(Settings settings, Settings.Slack slack, Map<String, String> environment) {
    this.settings = settings;
    this.slack = slack;
    this.environment = environment;
  }

  /** Nothing where the team does not use it. */
  static List<Finding> findings(
      Settings settings, Map<String, String> environment, boolean offline) {
    return settings
        .slack()
        .map(slack -> new SlackCheck(settings, slack, environment).look(offline))
        .orElse(List.of());
  }

  private List<Finding> look(boolean offline) {
    Optional<String> token = secret(SlackChat.TOKEN);
    if (token.isEmpty()) {
      wrong(
          "token",
          SlackChat.TOKEN + " is not set here",
          "set it, or " + SlackChat.TOKEN + "_FILE, to your app's bot token where the worker runs");
    } else if (!offline) {
      connection(token.get());
    }
    buttons();
    return findings;
  }

  private void connection(String token) {
    SlackChat chat =
        new SlackChat(
            slack,
            Optional.of(token),
            InstantSource.system(),
            () -> 1,
            new FileBlobs(Home.of(environment).blobs()));
    try {
      fine("connection", chat.whoAmI());
      List<String> missing = chat.missingScopes();
      if (!missing.isEmpty()) {
        wrong(
            "scopes",
            "the app lacks " + String.join(", ", missing),
            "add them under «OAuth & Permissions», and install the app again");
      }
    } catch (ApplicationFailure failure) {
      wrong("connection", failure.getOriginalMessage(), "see `slack` in nightshift.yml");
      return;
    }
    settings.projects().stream()
        .map(project -> project.policy().channel())
        .distinct()
        .forEach(channel -> channel(chat, channel));
  }

  private void channel(SlackChat chat, String channel) {
    try {
      chat.tryChannel(channel);
      fine("channel " + channel, "the app is in it");
    } catch (ApplicationFailure failure) {
      wrong("channel " + channel, failure.getOriginalMessage(), "see `policy.channel`");
    }
  }

  private void buttons() {
    if (slack.approvers().isEmpty()) {
      note(
          "approvers",
          "nobody may decide by a button",
          "name Slack users in slack.approvers: U0123ABCD: kim@example.com");
    } else {
      fine("approvers", slack.approvers().size() + " may decide by a button");
    }
    if (secret(SlackHook.SECRET).isPresent()) {
      fine("signing secret", "it is set here");
    } else {
      note(
          "signing secret",
          SlackHook.SECRET + " is not set here, so buttons are off",
          "set it, or "
              + SlackHook.SECRET
              + "_FILE, where the starter runs, and let the app's interactivity post to "
              + SlackHook.PATH);
    }
  }

  private Optional<String> secret(String name) {
    try {
      return EnvironmentValue.of(environment, name);
    } catch (ConfigurationProblem problem) {
      wrong(name, problem.getMessage(), "or unset the variable");
      return Optional.empty();
    }
  }

  private void fine(String what, String says) {
    findings.add(Finding.fine(SUBJECT, what, says));
  }

  private void note(String what, String says, String todo) {
    findings.add(Finding.note(SUBJECT, what, says, todo));
  }

  private void wrong(String what, String says, String todo) {
    findings.add(Finding.wrong(SUBJECT, what, says, todo));
  }
}
