package dev.nightshift.starter.agents;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.headless.HeadlessEngine;
import dev.nightshift.activities.words.Nearest;
import dev.nightshift.workflows.agent.AgentRequest;
import dev.nightshift.workflows.durable.Ids;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A message to an agent, as somebody at a terminal or a program means it. What cannot be meant is
 * an {@link IllegalArgumentException} in their words.
 */
record Message(String id, AgentRequest request) {
  private static final Pattern NAME = Pattern.compile("[^/\\p{Cntrl}]{1,100}");
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{16}");
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * {@code project} may be empty where there is one, and {@code dollars} null for the most; the
   * same message with the same {@code key} is one.
   */
  static Message of(
      Settings settings,
      String project,
      String agent,
      String message,
      String engine,
      Double dollars,
      String key) {
    Project subject = project(settings, project);
    if (!NAME.matcher(agent).matches()) {
      throw new IllegalArgumentException(
          "an agent's name has no slash, and at most 100 characters");
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
    double most = subject.policy().maxDollars();
    double wanted = dollars == null ? most : dollars;
    if (!(wanted > 0) || wanted > most) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "dollars are more than 0 and at most %.2f, by policy.max_dollars of the project",
              most));
    }
    if (!engine.isEmpty() && !isThere(settings, engine)) {
      throw new IllegalArgumentException(
          "engine is model:NAME with a name of `models:`, claude-code, codex, or acp:NAME with a"
              + " name of `agents:`");
    }
    return new Message(
        Ids.asked(
            subject.name(),
            agent,
            key.isEmpty() ? fresh() : hashed(key + "\n" + engine + "\n" + message)),
        new AgentRequest(subject.name(), agent, message, engine, wanted, subject.pace()));
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

  private static boolean isThere(Settings settings, String engine) {
    return !HeadlessEngine.keyNames(engine).isEmpty()
        || settings.agents().stream().anyMatch(agent -> engine.equals(agent.engine()))
        || settings.models().stream().anyMatch(model -> engine.equals("model:" + model.name()));
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
