package dev.nightshift.starter.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.SettingsFile;
import dev.nightshift.starter.flows.FakeFlows;
import dev.nightshift.starter.http.Server;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.scan.ScanRequest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudHookTest {
  private static final String SECRET = "shown once";

  @TempDir Path folder;
  private final FakeFlows flows = new FakeFlows();
  private final HttpClient client = HttpClient.newHttpClient();
  private Server server;

  @BeforeEach
  void listen() throws IOException {
    server = serve(Optional.of(SECRET));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void a_failed_run_is_started_before_the_answer() throws Exception {
    HttpResponse<String> answer = told(notice("job.run.completed", "20"));
    assertEquals("{\"workflow\":\"fix/larkspur/218726483\",\"started\":true}", answer.body());
    RemediationRequest request = flows.requests.get(0);
    assertEquals("webhook", request.from());
    assertEquals(List.of("scheduled", "api"), request.cloud().triggers());
    assertFalse(request.artifacts().uploaded());
  }

  @Test
  void told_again_it_is_answered_without_a_second_start() throws Exception {
    told(notice("job.run.completed", "20"));
    HttpResponse<String> again = told(notice("job.run.completed", "20"));
    assertEquals("{\"workflow\":\"fix/larkspur/218726483\",\"started\":false}", again.body());
    assertEquals(1, flows.requests.size());
  }

  @Test
  void ids_come_as_numbers_and_as_texts() throws Exception {
    String other =
        notice("job.run.completed", "20")
            .replace("\"218726483\"", "218726483")
            .replace("\"runStatusCode\": 20", "\"runStatusCode\": \"20\"")
            .replace("\"accountId\": 7100", "\"accountId\": \"7100\"");
    assertEquals(200, told(other).statusCode());
    assertEquals(1, flows.requests.size());
  }

  @Test
  void what_tells_of_no_failure_is_taken_and_passed_over() throws Exception {
    for (String other :
        List.of(
            notice("job.run.errored", "20"),
            notice("job.run.started", "3"),
            notice("job.run.errored", "10"),
            notice("job.run.completed", "30"),
            notice("job.run.dreamt", "20"),
            notice("job.run.completed", "20").replace("\"jobId\": \"551\"", "\"jobId\": \"9\""))) {
      HttpResponse<String> answer = told(other);
      assertEquals(200, answer.statusCode(), other);
      assertTrue(answer.body().contains("passedOver"), answer.body());
    }
    assertEquals(0, flows.requests.size());
  }

  @Test
  void a_run_that_passed_is_told_to_who_waits_for_its_job_once() throws Exception {
    String passed = notice("job.run.completed", "10");
    assertEquals(
        "{\"workflow\":\"passed/larkspur/218726483\",\"started\":true}", told(passed).body());
    assertEquals(
        "{\"workflow\":\"passed/larkspur/218726483\",\"started\":false}", told(passed).body());
    ScanRequest request = flows.passes.get("passed/larkspur/218726483");
    assertEquals("551", request.passed());
    assertEquals("", request.each().run());
    assertEquals("webhook", request.each().from());
    assertEquals(0, flows.requests.size(), "nothing of it is looked after");
  }

  @Test
  void a_run_that_passed_names_its_job() throws Exception {
    String passed = notice("job.run.completed", "10").replace("\"jobId\": \"551\", ", "");
    assertEquals(200, told(passed).statusCode(), "of no job that the project asks for");
    assertEquals(Map.of(), flows.passes);
    flows.away = true;
    refused(503, "Temporal does not answer", told(notice("job.run.completed", "10")));
  }

  @Test
  void a_run_of_nobody_here_is_refused() throws Exception {
    String of = notice("job.run.completed", "20");
    refused(404, "the account 7101", told(of.replace("7100", "7101")));
    refused(404, "the project 89", told(of.replace("\"88\"", "\"89\"")));
  }

  @Test
  void what_is_not_signed_with_the_secret_is_refused() throws Exception {
    byte[] body = notice("job.run.completed", "20").getBytes(StandardCharsets.UTF_8);
    refused(401, "is missing", sent(body, ""));
    refused(401, "is not the hex", sent(body, "Bearer abc"));
    refused(401, "does not fit", sent(body, new CloudSignature("another").sign(body)));
    byte[] changed = notice("job.run.completed", "10").getBytes(StandardCharsets.UTF_8);
    refused(401, "does not fit", sent(body, new CloudSignature(SECRET).sign(changed)));
  }

  /** The expected hex is of an HMAC that another program made of the same body. */
  @Test
  void the_signature_is_dbt_clouds() {
    assertEquals(
        "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        new CloudSignature("It's a Secret to Everybody")
            .sign("Hello, World!".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void what_cannot_be_meant_is_refused() throws Exception {
    refused(400, "not JSON", told("run failed"));
    refused(400, "`eventType` is missing", told("{}"));
    refused(400, "`data` is missing", told("{\"eventType\": \"job.run.completed\"}"));
    refused(
        400,
        "`data.runId`",
        told(notice("job.run.completed", "20").replace("218726483", "../larkspur")));
    refused(413, "larger than 1 MB", told("x".repeat((1 << 20) + 1)));
  }

  @Test
  void without_temporal_dbt_cloud_is_told_to_come_again() throws Exception {
    flows.away = true;
    HttpResponse<String> answer = told(notice("job.run.completed", "20"));
    refused(503, "Temporal does not answer", answer);
    assertEquals("5", answer.headers().firstValue("Retry-After").orElse(""));
  }

  @Test
  void without_a_secret_it_is_off() throws Exception {
    server.close();
    server = serve(Optional.empty());
    refused(503, "NIGHTSHIFT_DBT_CLOUD_SECRET", told(notice("job.run.completed", "20")));
  }

  private static String notice(String event, String status) {
    return """
        {"accountId": 7100, "webhookId": "wsu_12345abcde", "eventId": "wev_2L6Z3l8uPedXKPq9D2nWb",
         "timestamp": "2026-11-21T04:10:04Z", "eventType": "%s", "webhookName": "nights",
         "data": {"jobId": "551", "jobName": "Nightly build", "runId": "218726483",
                  "environmentId": "31", "environmentName": "Production", "projectId": "88",
                  "projectName": "Larkspur", "runStatus": "Errored", "runStatusCode": %s,
                  "runStatusMessage": "None", "runReason": "",
                  "runStartedAt": "2026-11-21T04:00:12Z", "runErroredAt": "2026-11-21T04:09:59Z"}}
        """
        .formatted(event, status);
  }

  private HttpResponse<String> told(String body) throws Exception {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return sent(bytes, new CloudSignature(SECRET).sign(bytes));
  }

  private HttpResponse<String> sent(byte[] body, String signature) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.address().resolve(CloudHook.PATH))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (!signature.isEmpty()) {
      request.header("Authorization", signature);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private void refused(int status, String says, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains(says), answer.body());
    assertEquals(0, flows.requests.size());
  }

  private Server serve(Optional<String> secret) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("nightshift.yml"),
            """
            projects:
              - name: garden
                repository: garden/garden
                warehouse: {kind: duckdb, path: g.duckdb}
              - name: larkspur
                repository: garden/larkspur
                warehouse: {kind: duckdb, path: p.duckdb}
                dbt_cloud:
                  account: 7100
                  project: 88
                  jobs: [551, 552]
                  triggers: [scheduled, api]
            """);
    Settings settings = SettingsFile.read(file, Map.of());
    CloudHook hook = new CloudHook(settings, flows, secret);
    return Server.start(0, 16, config -> config.routes.post(CloudHook.PATH, hook::receive));
  }
}
