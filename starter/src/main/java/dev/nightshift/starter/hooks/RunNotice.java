package dev.nightshift.starter.hooks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.words.Nearest;
import dev.nightshift.starter.fix.FailedRun;
import dev.nightshift.workflows.remediation.RemediationRequest;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a webhook says, checked word by word: anything that cannot be meant is an {@link
 * IllegalArgumentException} with the reason.
 */
final class RunNotice {
  private static final List<String> KEYS = List.of("project", "run", "artifacts", "commit");

  /** No name that is longer is a known one mistyped. */
  private static final int LONGEST_NAME = 100;

  private static final Pattern COMMIT = Pattern.compile("|[0-9a-f]{7,64}");

  private final Settings settings;

  RunNotice(Settings settings) {
    this.settings = settings;
  }

  RemediationRequest request(byte[] body) {
    JsonNode root = Bodies.object(body);
    root.fieldNames().forEachRemaining(RunNotice::known);
    Project project = project(text(root, "project", true));
    String run = text(root, "run", false);
    String commit = text(root, "commit", false);
    require(COMMIT.matcher(commit).matches(), "`commit` is not a commit's hash");
    return artifacts(project, text(root, "artifacts", true))
        .request(project, run, commit, "webhook");
  }

  private static FailedRun artifacts(Project project, String said) {
    try {
      return FailedRun.below(project, said);
    } catch (IllegalArgumentException why) {
      throw new IllegalArgumentException("`artifacts`: " + why.getMessage(), why);
    }
  }

  private Project project(String name) {
    return settings
        .project(name)
        .orElseThrow(
            () -> {
              var names = settings.projects().stream().map(Project::name).toList();
              return new IllegalArgumentException(
                  "`project` names none of the configuration" + meant(name, names));
            });
  }

  /** A key that is passed over in silence would be a mistake that nobody is told of. */
  private static void known(String key) {
    require(KEYS.contains(key), "there is no key `" + Bodies.shown(key) + "`" + meant(key, KEYS));
  }

  private static String meant(String word, List<String> known) {
    return word.length() > LONGEST_NAME
        ? ""
        : Nearest.to(word, known).map(near -> "; did you mean " + near + "?").orElse("");
  }

  private static String text(JsonNode root, String field, boolean required) {
    JsonNode value = root.path(field);
    if (value.isMissingNode() || value.isNull()) {
      require(!required, "`" + field + "` is missing");
      return "";
    }
    require(value.isTextual(), "`" + field + "` is not a text");
    String text = value.textValue();
    require(!required || !text.isBlank(), "`" + field + "` is empty");
    require(text.length() <= 1000, "`" + field + "` is too long");
    return text;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
