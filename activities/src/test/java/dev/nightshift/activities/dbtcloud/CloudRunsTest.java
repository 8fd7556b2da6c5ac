package dev.nightshift.activities.dbtcloud;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.http.Fault;
import dev.nightshift.activities.artifacts.PastRun;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.DbtCloud;
import dev.nightshift.activities.edit.MemoryBlobs;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.values.CloudRun;
import dev.nightshift.workflows.values.CloudRun.Status;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudRunsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T05:00:00Z");
  private static final String RUN = "300580980";
  private static final String RUN_PATH = "runs/" + RUN + "/";

  private final Wire wire = new Wire();
  private final MemoryBlobs blobs = new MemoryBlobs();

  @AfterEach
  void close() {
    wire.close();
  }

  @Test
  void a_run_is_read_with_what_set_it_off_and_the_step_that_failed() {
    wire.answer(RUN_PATH, Wire.failedRun(RUN));
    CloudRun run = runs().fetch("shop", RUN);
    assertEquals(
        new CloudRun(
            RUN,
            "551",
            "Nightly build",
            "31",
            "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
            "main",
            "scheduled",
            Status.FAILED,
            Instant.parse("2026-11-21T04:00:12.100Z").toEpochMilli(),
            Instant.parse("2026-11-21T04:09:59.653Z").toEpochMilli(),
            3,
            "Invoke dbt with `dbt build`",
            "https://cloud.example/runs/" + RUN + "/"),
        run);
    wire.server.verify(
        getRequestedFor(urlPathEqualTo(Wire.ACCOUNT + RUN_PATH))
            .withHeader("Authorization", equalTo("Token a token"))
            .withQueryParam("include_related", equalTo("[\"trigger\",\"job\",\"run_steps\"]")));
  }

  @Test
  void each_body_is_read_as_dbt_cloud_sends_it() {
    wire.answer(RUN_PATH, okJson(Wire.recorded("run.json")));
    wire.answer("runs/", okJson(Wire.recorded("runs.json")));
    wire.answer(RUN_PATH + "artifacts/", okJson(Wire.recorded("artifacts.json")));
    wire.artifact(RUN, "run_results.json", "{\"results\": []}");
    wire.artifact(RUN, "manifest.json", "{}");
    assertEquals(RUN, runs().latest("shop", "551").id());
    assertEquals("{}", blobs.readText(brought().manifest()));
    wire.answer(RUN_PATH + "artifacts/", okJson(Wire.recorded("no-artifacts.json")));
    assertNull(brought().manifest());
    wire.answer(RUN_PATH, aResponse().withStatus(404).withBody(Wire.recorded("refused.json")));
    fails(ErrorKind.NOT_FOUND, () -> runs().fetch("shop", RUN));
  }

  @Test
  void null_lists_and_odd_times_and_ids_as_texts_are_read() {
    wire.answer(
        RUN_PATH,
        """
        {"id": "%s", "project_id": "88", "environment_id": null, "job_id": "551",
         "status": "Error", "git_sha": null, "trigger": {"cause": "Scheduled", "git_sha": "abc1234"},
         "job": null, "run_steps": null, "started_at": 1763697600, "finished_at": "soon"}
        """
            .formatted(RUN));
    CloudRun run = runs().fetch("shop", RUN);
    assertEquals("scheduled", run.cause());
    assertEquals("abc1234", run.commit());
    assertEquals("551", run.job());
    assertEquals(Status.FAILED, run.status());
    assertEquals(1763697600_000L, run.startedAt());
    assertEquals(0, run.finishedAt());
    assertEquals(0, run.failedStep());
  }

  @ParameterizedTest
  @CsvSource({
    "2024-07-03 13:59:00.653171+00:00, 2024-07-03T13:59:00.653Z",
    "2024-03-25T13:47:20.129690Z, 2024-03-25T13:47:20.129Z",
    "2024-03-25 13:47:20, 2024-03-25T13:47:20Z",
    "2024-03-25 15:47:20+0200, 2024-03-25T13:47:20Z"
  })
  void times_are_read_as_they_come(String said, Instant meant) {
    wire.answer(
        RUN_PATH, "{\"id\": %s, \"project_id\": 88, \"finished_at\": \"%s\"}".formatted(RUN, said));
    assertEquals(meant.toEpochMilli(), runs().fetch("shop", RUN).finishedAt());
  }

  @Test
  void the_artifacts_of_the_step_that_failed_are_brought_with_dbts_own_log() {
    wire.answer(RUN_PATH, Wire.failedRun(RUN));
    wire.answer(
        RUN_PATH + "artifacts/", "[\"manifest.json\", \"run_results.json\", \"sources.json\"]");
    wire.artifact(RUN, "run_results.json", "{\"results\": []}");
    wire.artifact(RUN, "manifest.json", "{\"nodes\": {}}");
    Location location = brought();
    assertEquals("{\"results\": []}", blobs.readText(location.runResults()));
    assertEquals("{\"nodes\": {}}", blobs.readText(location.manifest()));
    assertNull(location.sources(), "an earlier step's");
    assertTrue(blobs.readText(location.log()).contains("[MainThread]: Running with dbt=1.9.4"));
    for (String path : List.of("", "run_results.json", "manifest.json")) {
      wire.server.verify(
          getRequestedFor(urlPathEqualTo(Wire.ACCOUNT + RUN_PATH + "artifacts/" + path))
              .withQueryParam("step", equalTo("3")));
    }
  }

  @Test
  void the_runs_of_the_job_before_tell_since_when_a_node_fails() {
    failedIn(RUN, "error");
    String before = "300580970";
    failedIn(before, "error");
    wire.answer(
        "runs/",
        "["
            + String.join(
                ",",
                Wire.failedRun(RUN),
                Wire.failedRun(before),
                Wire.failedRun("300580960")
                    .replace("\"status\": 20, \"status_h", "\"status\": 10, \"h"))
            + "]");
    assertEquals(
        PastRun.json(
            List.of(
                new PastRun("2026-11-20T04:05:00Z", false, Map.of("model.shop.orders", "error"))
                    .from("2026-11-21T04:00:12.100Z", "4b825dc642cb6eb9a060e54bf8d69288fbee4904"),
                new PastRun("2026-11-21T04:09:59.653Z", true, Map.of())
                    .from("2026-11-21T04:00:12.100Z", "4b825dc642cb6eb9a060e54bf8d69288fbee4904"))),
        blobs.readText(brought().earlier()));
    wire.server.verify(
        getRequestedFor(urlPathEqualTo(Wire.ACCOUNT + "runs/"))
            .withQueryParam("job_definition_id", equalTo("551"))
            .withQueryParam("limit", equalTo("60")));
  }

  @Test
  void what_was_skipped_tonight_is_asked_of_them_too() {
    failedIn(RUN, "skipped");
    failedIn("300580970", "error");
    wire.answer("runs/", "[" + Wire.failedRun(RUN) + "," + Wire.failedRun("300580970") + "]");
    assertTrue(blobs.readText(brought().earlier()).contains("model.shop.orders"));
  }

  @Test
  void every_run_that_failed_is_read_and_a_green_one_behind_them_is_seen() {
    failedIn(RUN, "error");
    List<String> runs = new ArrayList<>(List.of(Wire.failedRun(RUN)));
    for (int n = 1; n <= 12; n++) {
      String before = String.valueOf(300580980 - n);
      failedIn(before, "error");
      runs.add(Wire.failedRun(before));
    }
    for (int n = 13; n <= 40; n++) {
      runs.add(
          Wire.failedRun(String.valueOf(300580980 - n))
              .replace("\"status\": 20, \"status_h", "\"status\": 10, \"h"));
    }
    wire.answer("runs/", "[" + String.join(",", runs) + "]");
    String earlier = blobs.readText(brought().earlier());
    assertEquals(12, earlier.split("model.shop.orders", -1).length - 1);
    assertEquals(18, earlier.split("\"green\":true", -1).length - 1);
  }

  @Test
  void what_is_beyond_the_room_for_them_is_only_known_to_have_failed() {
    failedIn(RUN, "error");
    List<String> runs = new ArrayList<>(List.of(Wire.failedRun(RUN)));
    for (String before : List.of("300580979", "300580978", "300580977")) {
      failedIn(before, "error", before.endsWith("7") ? 0 : 600_000);
      runs.add(Wire.failedRun(before));
    }
    wire.answer("runs/", "[" + String.join(",", runs) + "]");
    String earlier = blobs.readText(brought().earlier());
    assertEquals(2, earlier.split("model.shop.orders", -1).length - 1, "the first and the last");
    assertEquals(1, earlier.split("\"unread\":true", -1).length - 1);
  }

  @Test
  void a_run_is_brought_where_nobody_may_list_the_others() {
    failedIn(RUN, "error");
    wire.answer("runs/", aResponse().withStatus(404).withBody("{}"));
    assertEquals("[]", blobs.readText(brought().earlier()));
    wire.answer("runs/", aResponse().withStatus(503));
    fails(ErrorKind.UNAVAILABLE, this::brought);
  }

  private void failedIn(String run, String status) {
    failedIn(run, status, 0);
  }

  private void failedIn(String run, String status, int blanks) {
    wire.answer("runs/" + run + "/", Wire.failedRun(run));
    wire.answer("runs/" + run + "/artifacts/", "[\"run_results.json\"]");
    wire.artifact(
        run,
        "run_results.json",
        """
        {"metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/run-results/v6.json",
         "generated_at": "2026-11-20T04:05:00Z"}, "args": {"which": "build"},
         "results": [{"unique_id": "model.shop.orders", "status": "%s"},
                     {"unique_id": "model.shop.trees", "status": "success"}]}
        """
                .formatted(status)
            + " ".repeat(blanks));
  }

  @Test
  void the_results_of_a_step_are_had_whether_it_failed_or_not() {
    wire.answer(RUN_PATH, Wire.failedRun(RUN));
    CloudRun run = runs().fetch("shop", RUN);
    wire.answer("runs/300580990/artifacts/", "[\"manifest.json\", \"run_results.json\"]");
    wire.artifact("300580990", "run_results.json", "{\"results\": []}");
    CloudRun later =
        new CloudRun("300580990", "551", "", "31", "", "", "", Status.PASSED, 1, 2, 0, "", "");
    assertEquals(
        "{\"results\": []}", blobs.readText(runs().results("shop", later.inTheStepOf(run))));
    wire.server.verify(
        getRequestedFor(urlPathEqualTo(Wire.ACCOUNT + "runs/300580990/artifacts/run_results.json"))
            .withQueryParam("step", equalTo("3")));
    wire.answer("runs/300580990/artifacts/", aResponse().withStatus(404).withBody("{}"));
    assertNull(runs().results("shop", later.inTheStepOf(run)));
  }

  @Test
  void of_a_freshness_step_the_sources_count_and_not_the_results_before_it() {
    wire.answer(RUN_PATH, Wire.failedRun(RUN).replace("dbt build", "dbt source freshness"));
    wire.answer(
        RUN_PATH + "artifacts/", "[\"manifest.json\", \"run_results.json\", \"sources.json\"]");
    wire.artifact(RUN, "sources.json", "{\"results\": [1]}");
    wire.artifact(RUN, "manifest.json", "{}");
    Location location = brought();
    assertNull(location.runResults());
    assertEquals("{\"results\": [1]}", blobs.readText(location.sources()));
  }

  @Test
  void without_artifacts_the_log_of_the_step_tells() {
    wire.answer(RUN_PATH, Wire.failedRun(RUN));
    wire.answer(RUN_PATH + "artifacts/", "null");
    Location location = brought();
    assertNull(location.runResults());
    assertTrue(blobs.readText(location.log()).contains("Running with dbt"));
    wire.answer(RUN_PATH + "artifacts/", aResponse().withStatus(404).withBody("{}"));
    assertNull(brought().manifest());
  }

  @Test
  void a_step_that_failed_before_dbt_began_is_told_with_its_last_words_and_no_password() {
    String cloning =
        Wire.failedRun(RUN)
            .replace(
                "\"status\": 10, \"name\": \"Clone git repository\", \"logs\": \"Cloning\"",
                "\"status\": 20, \"name\": \"Clone git repository\", \"logs\": \"Cloning\\nfatal:"
                    + " https://x:hunter2@git.example/shop.git was not found\\n\"");
    wire.answer(RUN_PATH, cloning);
    wire.answer(RUN_PATH + "artifacts/", "null");
    ApplicationFailure failure = fails(ErrorKind.UNREADABLE, this::brought);
    assertTrue(
        failure
            .getOriginalMessage()
            .startsWith(
                "step 1, «Clone git repository», failed and left nothing of dbt's. Its last words:"
                    + " «fatal: https://git.example/shop.git was not found»"),
        failure.getOriginalMessage());
  }

  @Test
  void an_artifact_beyond_the_limit_is_refused_before_it_is_kept() {
    wire.answer(RUN_PATH, Wire.failedRun(RUN));
    wire.answer(RUN_PATH + "artifacts/", "[\"run_results.json\"]");
    wire.artifact(RUN, "run_results.json", "x".repeat(2 << 20));
    assertTrue(
        fails(ErrorKind.TOO_LARGE, this::brought).getOriginalMessage().contains("more than 1 MB"));
    wire.answer(
        RUN_PATH + "artifacts/run_results.json",
        aResponse().withBody("x".repeat(2 << 20)).withHeader("Transfer-Encoding", "chunked"));
    fails(ErrorKind.TOO_LARGE, this::brought);
  }

  @Test
  void an_artifact_that_says_that_it_is_too_large_is_not_even_fetched() {
    wire.answer(RUN_PATH, Wire.failedRun(RUN));
    wire.answer(RUN_PATH + "artifacts/", "[\"run_results.json\"]");
    wire.answer(
        RUN_PATH + "artifacts/run_results.json",
        ok("{\"results\": [").withHeader("Content-Length", "3000000"));
    fails(ErrorKind.TOO_LARGE, this::brought);
  }

  @Test
  void an_artifact_that_is_cut_off_is_asked_for_again() {
    wire.answer(RUN_PATH, Wire.failedRun(RUN));
    wire.answer(RUN_PATH + "artifacts/", "[\"run_results.json\"]");
    wire.answer(
        RUN_PATH + "artifacts/run_results.json",
        ok("{\"results\": [").withHeader("Content-Length", "5000"));
    assertTrue(
        fails(ErrorKind.UNAVAILABLE, this::brought)
            .getOriginalMessage()
            .contains("not come whole"));
    wire.answer(
        RUN_PATH + "artifacts/run_results.json",
        aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    fails(ErrorKind.UNAVAILABLE, this::brought);
  }

  @Test
  void a_redirect_to_where_artifacts_are_kept_takes_no_token_with_it() {
    wire.answer(RUN_PATH, Wire.failedRun(RUN));
    wire.answer(RUN_PATH + "artifacts/", "[\"run_results.json\"]");
    wire.answer(
        RUN_PATH + "artifacts/run_results.json",
        aResponse().withStatus(302).withHeader("Location", wire.address() + "/kept/1?signed=2"));
    wire.server.stubFor(
        get(urlPathEqualTo("/kept/1"))
            .withHeader("Authorization", absent())
            .willReturn(ok("{\"results\": []}")));
    assertEquals("{\"results\": []}", blobs.readText(brought().runResults()));
  }

  @Test
  void what_time_cures_is_retried_as_late_as_dbt_cloud_asks() {
    wire.answer(RUN_PATH, aResponse().withStatus(429).withHeader("Retry-After", "17"));
    ApplicationFailure limited = fails(ErrorKind.RATE_LIMITED, () -> runs().fetch("shop", RUN));
    assertEquals(Duration.ofSeconds(17), limited.getNextRetryDelay());
    assertFalse(limited.isNonRetryable());
    wire.answer(
        RUN_PATH,
        aResponse().withStatus(503).withHeader("Retry-After", "Sat, 21 Nov 2026 05:01:30 GMT"));
    assertEquals(
        Duration.ofSeconds(90),
        fails(ErrorKind.UNAVAILABLE, () -> runs().fetch("shop", RUN)).getNextRetryDelay());
    wire.answer(RUN_PATH, aResponse().withStatus(502));
    assertNull(fails(ErrorKind.UNAVAILABLE, () -> runs().fetch("shop", RUN)).getNextRetryDelay());
  }

  @Test
  void one_question_is_asked_once() {
    wire.answer(RUN_PATH, aResponse().withStatus(500));
    fails(ErrorKind.UNAVAILABLE, () -> runs().fetch("shop", RUN));
    wire.server.verify(1, getRequestedFor(urlPathEqualTo(Wire.ACCOUNT + RUN_PATH)));
  }

  @ParameterizedTest
  @CsvSource({"401, UNAUTHORIZED", "403, UNAUTHORIZED", "404, NOT_FOUND", "400, BAD_INPUT"})
  void what_time_does_not_cure_is_not_retried(int status, ErrorKind kind) {
    wire.answer(RUN_PATH, aResponse().withStatus(status));
    ApplicationFailure failure = fails(kind, () -> runs().fetch("shop", RUN));
    assertTrue(failure.isNonRetryable());
    assertTrue(failure.getOriginalMessage().contains("`dbt_cloud`"));
    assertFalse(failure.getOriginalMessage().contains("a token"));
  }

  @Test
  void an_answer_that_is_no_answer_is_told() {
    for (String body : List.of("<html>Sign in</html>", "{\"data\": {\"id\": 3", "[]", "{}")) {
      wire.answer(RUN_PATH, okJson(body));
      fails(ErrorKind.UNREADABLE, () -> runs().fetch("shop", RUN));
    }
    wire.answer(RUN_PATH, Wire.failedRun("17"));
    fails(ErrorKind.UNREADABLE, () -> runs().fetch("shop", RUN));
  }

  @Test
  void a_run_of_another_project_is_refused() {
    wire.answer(RUN_PATH, Wire.failedRun(RUN).replace("\"project_id\": 88", "\"project_id\": 89"));
    assertTrue(
        fails(ErrorKind.BAD_INPUT, () -> runs().fetch("shop", RUN))
            .getOriginalMessage()
            .contains("none of shop's"));
    fails(ErrorKind.BAD_INPUT, () -> runs().fetch("shop", "../../9"));
    fails(ErrorKind.BAD_INPUT, () -> runs().fetch("garden", RUN));
  }

  @Test
  void without_a_token_it_says_where_to_set_it() {
    CloudRuns without =
        new CloudRuns(settings(), blobs, Optional.empty(), InstantSource.fixed(NOW));
    assertTrue(
        fails(ErrorKind.UNAUTHORIZED, () -> without.fetch("shop", RUN))
            .getOriginalMessage()
            .contains("NIGHTSHIFT_DBT_CLOUD_TOKEN_FILE"));
  }

  @Test
  void failed_runs_are_found_over_pages_and_what_nobody_asked_for_is_left_out() {
    String others =
        IntStream.range(0, 99)
            .mapToObj(n -> listed(900 - n, "api", "2026-11-21 03:00:00+00:00"))
            .collect(Collectors.joining(","));
    page(0, listed(901, "scheduled", "2026-11-21 04:00:00+00:00") + "," + others);
    page(
        100,
        listed(700, "scheduled", "2026-11-20 12:00:00+00:00")
            + ","
            + listed(600, "scheduled", "2026-11-19 12:00:00+00:00")
            + ", {\"id\": null, \"status\": 20}");
    long since = NOW.minus(Duration.ofDays(1)).toEpochMilli();
    assertEquals(
        List.of("901", "700"), runs().failed("shop", since).stream().map(CloudRun::id).toList());
  }

  @Test
  void the_newest_run_of_a_job_is_found_and_none_where_there_is_none() {
    wire.answer("runs/", "[" + listed(9, "scheduled", "2026-11-21 04:00:00+00:00") + "]");
    assertEquals("9", runs().latest("shop", "551").id());
    wire.server.verify(
        getRequestedFor(urlPathEqualTo(Wire.ACCOUNT + "runs/"))
            .withQueryParam("job_definition_id", equalTo("551"))
            .withQueryParam("order_by", equalTo("-id")));
    wire.answer("runs/", "null");
    assertNull(runs().latest("shop", "551"));
  }

  private void page(int offset, String runs) {
    wire.server.stubFor(
        get(urlPathEqualTo(Wire.ACCOUNT + "runs/"))
            .withQueryParam("offset", equalTo(String.valueOf(offset)))
            .withQueryParam("status__in", equalTo("[20]"))
            .willReturn(okJson(Wire.enveloped("[" + runs + "]"))));
  }

  private static String listed(int id, String cause, String finished) {
    return """
    {"id": %d, "project_id": 88, "environment_id": 31, "job_definition_id": 551, "status": 20,
     "started_at": "%s", "finished_at": "%s", "trigger": {"cause_category": "%s"}}
    """
        .formatted(id, finished, finished, cause);
  }

  private Location brought() {
    CloudRuns runs = runs();
    return runs.bring("shop", runs.fetch("shop", RUN));
  }

  private CloudRuns runs() {
    return new CloudRuns(
        settings(), blobs, Optional.of("a token"), InstantSource.fixed(NOW), 1 << 20);
  }

  private Settings settings() {
    DbtCloud cloud = new DbtCloud("7100", "88", null, null, wire.address(), null, 0);
    return new Settings(
        Path.of("/"),
        "",
        null,
        List.of(Settings.Project.of("shop", "acme/shop").dbtCloud(cloud).made()));
  }

  private static ApplicationFailure fails(ErrorKind kind, Executable call) {
    ApplicationFailure failure = assertThrows(ApplicationFailure.class, call);
    assertEquals(kind, ErrorKind.of(failure), failure.getOriginalMessage());
    return failure;
  }
}
