package dev.nightshift.activities.dbtcloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.DbtCloud;
import dev.nightshift.activities.http.Outbound;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.ports.Runs;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.CloudRun;
import dev.nightshift.workflows.values.CloudRun.Status;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs by the Admin API. */
public final class CloudRuns implements Runs {
  /** The environment variable that holds the service token. */
  public static final String TOKEN = "NIGHTSHIFT_DBT_CLOUD_TOKEN";

  /** A run with its steps and their logs is a few hundred kilobytes. */
  private static final int MOST_JSON = 32 << 20;

  private static final int PAGE = 100;

  /** Of an account's runs of a day and two: who has more has them told by webhooks. */
  private static final int MOST_PAGES = 50;

  /** The list crosses Temporal. */
  private static final int MOST_FAILED = 300;

  /** Runs are listed in the order in which they were asked for, and failed later. */
  private static final Duration LONGEST_RUN = Duration.ofDays(1);

  private static final String RELATED = "[\"trigger\",\"job\",\"run_steps\"]";

  private final Settings settings;
  private final Blobs blobs;
  private final Optional<String> token;
  private final InstantSource clock;
  private final long mostArtifact;
  private final HttpClient client = Outbound.client();

  public CloudRuns(Settings settings, Blobs blobs, Optional<String> token, InstantSource clock) {
    this(settings, blobs, token, clock, LeftBehind.MOST_BYTES);
  }

  CloudRuns(
      Settings settings,
      Blobs blobs,
      Optional<String> token,
      InstantSource clock,
      long mostArtifact) {
    this.settings = settings;
    this.blobs = blobs;
    this.token = token;
    this.clock = clock;
    this.mostArtifact = mostArtifact;
  }

  @Override
  public CloudRun fetch(String project, String run) {
    DbtCloud cloud = cloud(project);
    JsonNode data = api(cloud).data(runPath(run), Map.of("include_related", RELATED), MOST_JSON);
    CloudRun read = RunJson.read(data, deployed(cloud));
    if (!read.id().equals(run)) {
      throw ErrorKind.UNREADABLE.failure(
          "dbt Cloud was asked for run " + run + " and told of «" + read.id() + "».");
    }
    if (!cloud.has(RunJson.text(data, "project_id"), read.environment(), read.job())) {
      throw ErrorKind.BAD_INPUT.failure(
          "Run "
              + run
              + " is none of "
              + project
              + "'s: see `project`, `environments` and `jobs` of `dbt_cloud` in nightshift.yml.");
    }
    return read;
  }

  @Override
  public Location bring(String project, CloudRun run) {
    CloudApi api = api(cloud(project));
    return new LeftBehind(api, blobs, project, run, mostArtifact).brought(steps(api, run));
  }

  /** With what dbt said in each step, in full where that can be read at all. */
  private static JsonNode steps(CloudApi api, CloudRun run) {
    try {
      return api.data(
          runPath(run.id()),
          Map.of("include_related", "[\"run_steps\",\"debug_logs\"]"),
          MOST_JSON);
    } catch (RuntimeException failure) {
      if (ErrorKind.of(failure) != ErrorKind.TOO_LARGE) {
        throw failure;
      }
      return api.data(runPath(run.id()), Map.of("include_related", "[\"run_steps\"]"), MOST_JSON);
    }
  }

  @Override
  public List<CloudRun> failed(String project, long since) {
    DbtCloud cloud = cloud(project);
    CloudApi api = api(cloud);
    List<CloudRun> failed = new ArrayList<>();
    for (int page = 0; page < MOST_PAGES; page++) {
      JsonNode runs =
          api.data(
              "runs/",
              Map.of(
                  "project_id",
                  cloud.project(),
                  "status__in",
                  "[20]",
                  "include_related",
                  "[\"trigger\"]",
                  "order_by",
                  "-id",
                  "limit",
                  String.valueOf(PAGE),
                  "offset",
                  String.valueOf(page * PAGE)),
              MOST_JSON);
      long oldest = Long.MAX_VALUE;
      for (JsonNode one : runs) {
        CloudRun run = RunJson.read(one, deployed(cloud));
        oldest = Math.min(oldest, Math.max(run.startedAt(), run.finishedAt()));
        if (asksFor(cloud, one, run, since) && failed.size() < MOST_FAILED) {
          failed.add(run);
        }
      }
      if (runs.size() < PAGE || oldest < since - LONGEST_RUN.toMillis()) {
        break;
      }
    }
    return failed;
  }

  private static boolean asksFor(DbtCloud cloud, JsonNode json, CloudRun run, long since) {
    return run.status() == Status.FAILED
        && run.id().matches("\\d{1,18}")
        && run.finishedAt() >= since
        && cloud.has(RunJson.text(json, "project_id"), run.environment(), run.job())
        && (run.cause().isEmpty() || cloud.triggers().contains(run.cause()));
  }

  @Override
  public BlobRef results(String project, CloudRun run) {
    return new LeftBehind(api(cloud(project)), blobs, project, run, mostArtifact).results();
  }

  @Override
  public CloudRun latest(String project, String job) {
    DbtCloud cloud = cloud(project);
    JsonNode runs =
        api(cloud)
            .data(
                "runs/",
                Map.of(
                    "job_definition_id", job,
                    "status__in", "[10,20]",
                    "order_by", "-id",
                    "limit", "1"),
                MOST_JSON);
    return runs.isEmpty() ? null : RunJson.read(runs.get(0), deployed(cloud));
  }

  static String runPath(String run) {
    if (!run.matches("\\d{1,18}")) {
      throw ErrorKind.BAD_INPUT.failure("«" + run + "» is no id of a run of dbt Cloud");
    }
    return "runs/" + run + "/";
  }

  private static String deployed(DbtCloud cloud) {
    return cloud.api() + "/deploy/" + cloud.account() + "/projects/";
  }

  private DbtCloud cloud(String project) {
    return settings
        .project(project)
        .map(Settings.Project::dbtCloud)
        .orElseThrow(
            () ->
                ErrorKind.BAD_INPUT.failure(
                    "nightshift.yml has no `dbt_cloud` for the project "
                        + project
                        + "; is it the same file everywhere?"));
  }

  private CloudApi api(DbtCloud cloud) {
    String secret =
        token.orElseThrow(
            () ->
                ErrorKind.UNAUTHORIZED.failure(
                    "dbt Cloud cannot be asked: set "
                        + TOKEN
                        + " or "
                        + TOKEN
                        + "_FILE where the worker runs, to a service token that may read runs"));
    return new CloudApi(client, clock, cloud.api(), cloud.account(), secret);
  }
}
