package dev.nightshift.starter.agents;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.words.Nearest;
import dev.nightshift.workflows.agent.AgentRequest;
import dev.nightshift.workflows.durable.Ids;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A message to an agent, as somebody at a terminal or a program means it. What cannot be meant is
 * an {@link IllegalArgumentException} in their words.
 */
record Message(String id, AgentRequest request) {
  private static final Pattern NAME = Pattern.compile("[\\w.-]{1,100}");
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{16}");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** {@code project} may be empty where there is one; the same {@code key} is the same message. */
  static Message of(
      Settings settings,
      String project,
      String agent,
      String message,
      String engine,
      double dollars,
      String key) {
    Project subject = project(settings, project);
    if (!NAME.matcher(agent).matches()) {
      throw new IllegalArgumentException("an agent's name is of letters, digits, «.», «_» and «-»");
    }
    if (message.isBlank()) {
      throw new IllegalArgumentException("the message is empty; say what the agent is to do");
    }
    if (message.length() > AgentRequest.LONGEST) {
      throw new IllegalArgumentException(
          "a message has at most "
              + AgentRequest.LONGEST
              + " characters; what is longer goes into a file of the project");
    }
    if (!(dollars >= 0) || dollars > 1_000) {
      throw new IllegalArgumentException("dollars are from 0, the standard, to 1000");
    }
    return new Message(
        Ids.asked(subject.name(), agent, key.isEmpty() ? fresh() : hashed(key)),
        new AgentRequest(subject.name(), agent, message, engine, dollars, subject.pace()));
  }

  /** Of the one that was begun so; its key is the id's last part. */
  static String id(Settings settings, String project, String agent, String key) {
    if (!NAME.matcher(agent).matches() || !KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("a run is named as its start was answered");
    }
    return Ids.asked(project(settings, project).name(), agent, key);
  }

  static String key(String id) {
    return id.substring(id.lastIndexOf('/') + 1);
  }

  private static Project project(Settings settings, String said) {
    List<String> names = settings.projects().stream().map(Project::name).toList();
    if (said.isEmpty() && names.size() > 1) {
      throw new IllegalArgumentException("which project? One of " + String.join(", ", names));
    }
    return settings
        .project(said.isEmpty() ? names.get(0) : said)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no project is called «"
                        + said
                        + "»"
                        + Nearest.to(said, names)
                            .map(near -> "; did you mean " + near + "?")
                            .orElse(": " + String.join(", ", names))));
  }

  private static String fresh() {
    byte[] random = new byte[8];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static String hashed(String key) {
    return Ids.hash(key).substring(0, 16);
  }
}
