package dev.nightshift.starter.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.SettingsFile;
import dev.nightshift.starter.flows.FakeFlows;
import dev.nightshift.starter.hooks.HookSender.Reply;
import dev.nightshift.starter.http.Rehearsal;
import dev.nightshift.starter.http.Server;
import dev.nightshift.workflows.remediation.RemediationRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunHookTest {
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2026-11-21T05:00:00Z"));
  private static final String SECRET = "a secret that both know";

  @TempDir Path folder;
  private final FakeFlows flows = new FakeFlows();
  private Server server;
  private HookSender sender;

  @BeforeEach
  void listen() throws IOException {
    Files.createDirectories(folder.resolve("artifacts/tonight"));
    Files.writeString(
        folder.resolve("artifacts/tonight/run_results.json"),
        """
        {"metadata": {"invocation_id": "9f3c-77"}, "results": []}
        """);
    server = serve(Optional.of(SECRET), 16);
    sender = sender(NOW);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void a_signed_run_is_started_before_the_answer() throws Exception {
    Reply reply = sender.tell("larkspur", "job-7", "tonight");
    assertEquals(200, reply.status());
    assertEquals("{\"workflow\":\"fix/larkspur/job-7\",\"started\":true}", reply.body());
    RemediationRequest request = flows.requests.get(0);
    assertEquals("tonight", request.artifacts().folder());
    assertEquals("webhook", request.from());
    assertEquals("garden/larkspur", request.repository());
  }

  @Test
  void the_same_again_is_answered_without_a_second_start() throws Exception {
    byte[] body = body("larkspur", "job-7", "tonight");
    String signature = sender.sign(body);
    assertTrue(sender.send(body, signature).body().contains("\"started\":true"));
    Reply again = sender.send(body, signature);
    assertEquals(200, again.status());
    assertTrue(again.body().contains("\"started\":false"));
    assertEquals(1, flows.requests.size());
  }

  @Test
  void a_run_without_an_id_takes_dbts_own() throws Exception {
    assertTrue(sender.tell("larkspur", "", "tonight").body().contains("fix/larkspur/9f3c-77"));
  }

  @Test
  void a_run_whose_results_are_cut_off_is_known_by_their_hash() throws Exception {
    Files.writeString(folder.resolve("artifacts/tonight/run_results.json"), "{\"results\": [");
    assertTrue(sender.tell("larkspur", "", "tonight").body().contains("fix/larkspur/artifacts-"));
  }

  @Test
  void an_unsigned_one_is_refused() throws Exception {
    refused(401, "is missing", sender.send(body("larkspur", "a", "tonight"), ""));
  }

  @Test
  void one_signed_with_another_secret_is_refused() throws Exception {
    HookSender other = new HookSender(server.address(), "another", NOW);
    refused(401, "does not fit", other.tell("larkspur", "a", "tonight"));
  }

  @Test
  void a_changed_body_is_refused() throws Exception {
    String signature = sender.sign(body("larkspur", "a", "tonight"));
    refused(401, "does not fit", sender.send(body("larkspur", "b", "tonight"), signature));
  }

  @Test
  void a_signature_of_another_form_is_refused() throws Exception {
    refused(401, "is not t=", sender.send(body("larkspur", "a", "tonight"), "v1=abc"));
  }

  @Test
  void a_signature_is_good_for_five_minutes_either_way() throws Exception {
    refused(401, "300 seconds off", at(-301).tell("larkspur", "a", "tonight"));
    refused(401, "300 seconds off", at(301).tell("larkspur", "a", "tonight"));
    assertEquals(200, at(-299).tell("larkspur", "a", "tonight").status());
    assertEquals(200, at(299).tell("larkspur", "b", "tonight").status());
  }

  @Test
  void a_body_of_more_than_a_megabyte_is_refused() throws Exception {
    byte[] large = new byte[(1 << 20) + 1];
    refused(413, "larger than 1 MB", sender.send(large, sender.sign(large)));
  }

  @Test
  void what_is_not_json_is_refused() throws Exception {
    refused(400, "not JSON", signed("run failed"));
    refused(400, "not a JSON object", signed("[1]"));
    refused(400, "not a JSON object", signed(""));
    refused(400, "not JSON", signed("{\"project\": \"larkspur\", \"artifacts\": \"tonight\"}}}"));
    refused(400, "not JSON", signed("{\"project\": \"larkspur\", \"artifacts\": \"tonight\"} {}"));
  }

  @Test
  void one_that_breaks_off_is_refused() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      String head =
          "POST /hooks/run HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n"
              .formatted(server.address().getPort());
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      String answer =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
    }
  }

  @Test
  void what_cannot_be_meant_is_refused_with_the_reason() throws Exception {
    refused(400, "`project` is missing", signed("{}"));
    refused(400, "did you mean larkspur?", sender.tell("larkspr", "a", "tonight"));
    refused(400, "`artifacts` is missing", signed("{\"project\": \"larkspur\"}"));
    refused(400, "`artifacts` is not a text", signed("{\"project\":\"larkspur\",\"artifacts\":3}"));
    refused(400, "no such folder", sender.tell("larkspur", "a", "yesterday"));
    refused(400, "`run` is not an id", sender.tell("larkspur", "a/b", "tonight"));
  }

  @Test
  void a_key_that_is_none_is_refused_with_the_nearest() throws Exception {
    refused(
        400,
        "there is no key `artefacts`; did you mean artifacts?",
        signed("{\"project\": \"larkspur\", \"artefacts\": \"tonight\"}"));
    refused(
        400,
        "there is no key `weather`\"",
        signed("{\"weather\": 1, \"artifacts\": \"tonight\", \"project\": \"larkspur\"}"));
    refused(400, "there is no key `?[31mx`", signed("{\"\\u001b[31mx\": 1}"));
    refused(400, "there is no key `" + "x".repeat(100) + "…`", signed(keyed("x".repeat(40_000))));
  }

  @Test
  void a_run_and_a_group_may_say_which_job_they_are_of() throws Exception {
    String notice =
        "{\"project\": \"larkspur\", \"artifacts\": \"tonight\", \"job\": \"nightly/build\"%s}";
    assertEquals(200, signed(notice.formatted(", \"run\": \"a\"")).status());
    assertEquals("nightly/build", flows.requests.get(0).job());
    assertEquals(200, signed(notice.formatted(", \"group\": \"dag-1\"")).status());
    assertEquals("nightly/build", flows.groups.keySet().iterator().next().each().job());
    sender.tell("larkspur", "b", "tonight");
    assertEquals("", flows.requests.get(1).job());
  }

  @Test
  void a_job_is_a_name() throws Exception {
    refused(400, "`job` is not a text", signed(job("3")));
    refused(400, "`job` has more than 100", signed(job("\"" + "x".repeat(101) + "\"")));
  }

  private static String job(String value) {
    return "{\"project\": \"larkspur\", \"artifacts\": \"tonight\", \"job\": " + value + "}";
  }

  @Test
  void its_keys_come_in_any_order() throws Exception {
    String commit = "c0ffee1234";
    Reply reply =
        signed(
            "{\"commit\": \"%s\", \"run\": \"job-7\", \"artifacts\": \"tonight\", \"project\": \"larkspur\"}"
                .formatted(commit));
    assertEquals(200, reply.status(), reply.body());
    assertEquals(commit, flows.requests.get(0).commit());
  }

  @Test
  void paths_outside_are_refused() throws Exception {
    Files.createDirectories(folder.resolve("private"));
    Files.createSymbolicLink(folder.resolve("artifacts/link"), folder.resolve("private"));
    refused(
        400, "leaves the project's artifacts folder", sender.tell("larkspur", "a", "../private"));
    refused(400, "leaves the project's artifacts folder", sender.tell("larkspur", "a", "/etc"));
    refused(400, "leaves the project's artifacts folder", sender.tell("larkspur", "a", "link"));
    refused(400, "is not a path", sender.tell("larkspur", "a", "a\0b"));
    Files.move(
        folder.resolve("artifacts/tonight/run_results.json"), folder.resolve("private/of-ours"));
    Files.createSymbolicLink(
        folder.resolve("artifacts/tonight/run_results.json"), folder.resolve("private/of-ours"));
    refused(400, "leaves the project's artifacts folder", sender.tell("larkspur", "", "tonight"));
  }

  @Test
  void without_temporal_the_sender_is_told_to_come_again() throws Exception {
    flows.away = true;
    Reply reply = sender.tell("larkspur", "a", "tonight");
    refused(503, "Temporal does not answer", reply);
    assertEquals("5", reply.retryAfter());
    flows.away = false;
    assertEquals(200, sender.tell("larkspur", "a", "tonight").status());
  }

  @Test
  void without_a_secret_webhooks_are_off() throws Exception {
    server.close();
    server = serve(Optional.empty(), 16);
    refused(503, "NIGHTSHIFT_HOOK_SECRET", sender(NOW).tell("larkspur", "a", "tonight"));
  }

  @Test
  void more_than_it_can_take_is_told_to_come_again() throws Exception {
    server.close();
    server = serve(Optional.of(SECRET), 0);
    var reply = sender(NOW).tell("larkspur", "a", "tonight");
    refused(503, "too much at once", reply);
    assertEquals("2", reply.retryAfter());
  }

  @Test
  void other_methods_and_paths_are_refused_as_json() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    URI hook = server.address().resolve(RunHook.PATH);
    var get =
        client.send(HttpRequest.newBuilder(hook).build(), HttpResponse.BodyHandlers.ofString());
    assertEquals(405, get.statusCode());
    assertEquals("{\"error\":\"not with this method\"}", get.body());
    var other =
        client.send(
            HttpRequest.newBuilder(hook.resolve("/hooks/other")).build(),
            HttpResponse.BodyHandlers.ofString());
    assertEquals(404, other.statusCode());
    assertEquals("{\"error\":\"there is nothing here\"}", other.body());
  }

  @Test
  void an_example_of_what_senders_say_comes_to_a_start_and_is_sent_by_nobody_else()
      throws Exception {
    RunHook hook = hook(Optional.of(SECRET));
    Rehearsal.of(config -> config.routes.post(RunHook.PATH, hook::receive), 4, hook.example());
    assertEquals(1, flows.groups.size());
    assertEquals("rehearsal", flows.groups.keySet().iterator().next().each().run());
    assertTrue(flows.groups.values().iterator().next().size() > 20);
    assertEquals(Optional.empty(), hook(Optional.empty()).example());
  }

  private Server serve(Optional<String> secret, int atOnce) throws IOException {
    RunHook hook = hook(secret);
    return Server.start(0, atOnce, config -> config.routes.post(RunHook.PATH, hook::receive));
  }

  private RunHook hook(Optional<String> secret) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("nightshift.yml"),
            """
            projects:
              - name: larkspur
                repository: garden/larkspur
                warehouse: {kind: duckdb, path: p.duckdb}
            """);
    Settings settings = SettingsFile.read(file, Map.of());
    return new RunHook(settings, flows, new FileBlobs(folder.resolve("blobs")), secret, NOW);
  }

  private HookSender sender(InstantSource clock) {
    return new HookSender(server.address(), SECRET, clock);
  }

  private HookSender at(long seconds) {
    return sender(InstantSource.fixed(NOW.instant().plusSeconds(seconds)));
  }

  private Reply signed(String body) throws Exception {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return sender.send(bytes, sender.sign(bytes));
  }

  private static String keyed(String key) {
    return "{\"" + key + "\": 1}";
  }

  private static byte[] body(String project, String run, String artifacts) {
    return ("{\"project\":\""
            + project
            + "\",\"run\":\""
            + run
            + "\",\"artifacts\":\""
            + artifacts
            + "\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private void refused(int status, String says, Reply reply) {
    assertEquals(status, reply.status(), reply.body());
    assertTrue(reply.body().startsWith("{\"error\":"), reply.body());
    assertTrue(reply.body().contains(says), reply.body());
    assertFalse(reply.body().contains("Exception"), reply.body());
    assertEquals(0, flows.requests.size());
  }
}
