package dev.nightshift.starter.hooks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.starter.fix.CloudFailure;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * What dbt Cloud's webhook says, as far as it is needed. Its documentation and its payloads
 * disagree in places, so unknown fields are no fault.
 */
final class CloudNotice {
  private static final String FAILED = "20";
  private static final String PASSED = "10";

  private final JsonNode root;

  /** A body that is none of dbt Cloud's is an {@link IllegalArgumentException}. */
  CloudNotice(byte[] body) {
    this.root = Bodies.object(body);
    require(!text(root, "eventType").isEmpty(), "`eventType` is missing");
    require(root.path("data").isObject(), "`data` is missing");
  }

  /** {@code errored} comes before the artifacts are in, and {@code completed} after it. */
  boolean tellsOfAFailure() {
    return hasCompleted(FAILED);
  }

  boolean tellsOfAPass() {
    return hasCompleted(PASSED);
  }

  private boolean hasCompleted(String status) {
    return event().equals("job.run.completed")
        && text(root.path("data"), "runStatusCode").equals(status);
  }

  String event() {
    return text(root, "eventType");
  }

  String run() {
    String run = text(root.path("data"), "runId");
    require(CloudFailure.isRun(run), "`data.runId` is not the id of a run");
    return run;
  }

  /** A part of an id in the ledger. */
  String job() {
    String job = text(root.path("data"), "jobId");
    require(CloudFailure.isRun(job), "`data.jobId` is not the id of a job");
    return job;
  }

  /**
   * Whose run it is; empty where the configuration leaves its job or environment out, and a {@link
   * NoSuchElementException} when it is nobody's here.
   */
  Optional<Project> project(Settings settings) {
    JsonNode data = root.path("data");
    String account = text(root, "accountId");
    String project = text(data, "projectId");
    List<Project> theirs =
        settings.projects().stream()
            .filter(one -> one.dbtCloud() != null)
            .filter(one -> one.dbtCloud().account().equals(account))
            .filter(one -> one.dbtCloud().project().equals(project))
            .toList();
    if (theirs.isEmpty()) {
      throw new NoSuchElementException(
          "no `dbt_cloud` of the configuration has the account "
              + Bodies.shown(account)
              + " and the project "
              + Bodies.shown(project));
    }
    return theirs.stream()
        .filter(
            one -> one.dbtCloud().has(project, text(data, "environmentId"), text(data, "jobId")))
        .findFirst();
  }

  /** Ids come as texts and as numbers. */
  private static String text(JsonNode of, String field) {
    JsonNode value = of.path(field);
    return value.isTextual() || value.isIntegralNumber() ? value.asText() : "";
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
