package dev.nightshift.starter.hooks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.blob.Deposits;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.words.Nearest;
import dev.nightshift.starter.fix.FailedRun;
import dev.nightshift.starter.fix.UploadedRun;
import dev.nightshift.workflows.gathering.Notice;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.remediation.RemediationRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What a webhook says, checked word by word: anything that cannot be meant is an {@link
 * IllegalArgumentException} with the reason.
 */
final class RunNotice {
  private static final List<String> KEYS =
      List.of("project", "run", "group", "job", "last", "artifacts", "commit");

  /** No name of a job is longer, and nothing that is longer is a known name mistyped. */
  private static final int LONGEST_NAME = 100;

  private static final Pattern COMMIT = Pattern.compile("|[0-9a-f]{7,64}");

  private final Settings settings;
  private final Deposits deposits;

  RunNotice(Settings settings, Deposits deposits) {
    this.settings = settings;
    this.deposits = deposits;
  }

  /** A run, or where {@code part} is there, the group that this is a part of. */
  record Told(RemediationRequest request, Optional<Notice> part) {}

  Told read(byte[] body) {
    JsonNode root = Bodies.object(body);
    root.fieldNames().forEachRemaining(RunNotice::known);
    Project project = project(text(root, "project", true));
    String run = text(root, "run", false);
    String group = text(root, "group", false);
    String commit = text(root, "commit", false);
    boolean last = isLast(root.path("last"));
    require(COMMIT.matcher(commit).matches(), "`commit` is not a commit's hash");
    require(run.isEmpty() || group.isEmpty(), "`group` is the run: leave `run` out");
    require(!last || !group.isEmpty(), "`last` is of a `group`, and there is none");
    String job = text(root, "job", false);
    int most = RemediationRequest.LONGEST_JOB;
    require(job.length() <= most, "`job` has more than " + most + " characters");
    if (group.isEmpty()) {
      return new Told(alone(project, root, run, commit).ofJob(job), Optional.empty());
    }
    RemediationRequest each = FailedRun.group(project, group, "webhook").ofJob(job);
    Location artifacts = last && !root.hasNonNull("artifacts") ? null : location(project, root);
    return new Told(each, Optional.of(new Notice(artifacts, commit, last)));
  }

  private RemediationRequest alone(Project project, JsonNode root, String run, String commit) {
    return root.path("artifacts").isObject()
        ? uploaded(root).request(project, run, commit, "webhook")
        : folder(project, root).request(project, run, commit, "webhook");
  }

  private Location location(Project project, JsonNode root) {
    return root.path("artifacts").isObject()
        ? uploaded(root).location(project)
        : folder(project, root).location(project);
  }

  private static FailedRun folder(Project project, JsonNode root) {
    String said = text(root, "artifacts", true);
    return ofArtifacts(() -> FailedRun.below(project, said));
  }

  private UploadedRun uploaded(JsonNode root) {
    Map<String, String> hashes = new LinkedHashMap<>();
    root.path("artifacts")
        .properties()
        .forEach(
            file -> {
              require(
                  UploadedRun.NAMES.contains(file.getKey()),
                  "`artifacts` has no file `"
                      + Bodies.shown(file.getKey())
                      + "`"
                      + meant(file.getKey(), UploadedRun.NAMES));
              hashes.put(file.getKey(), file.getValue().asText(""));
            });
    return ofArtifacts(() -> new UploadedRun(hashes, deposits));
  }

  private static <T> T ofArtifacts(Supplier<T> named) {
    try {
      return named.get();
    } catch (IllegalArgumentException why) {
      throw new IllegalArgumentException("`artifacts`: " + why.getMessage(), why);
    }
  }

  private static boolean isLast(JsonNode said) {
    require(said.isMissingNode() || said.isBoolean(), "`last` is neither true nor false");
    return said.asBoolean(false);
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
