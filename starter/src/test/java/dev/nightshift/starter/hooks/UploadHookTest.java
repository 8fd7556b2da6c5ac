package dev.nightshift.starter.hooks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.configuration.SettingsFile;
import dev.nightshift.starter.flows.FakeFlows;
import dev.nightshift.starter.hooks.HookSender.Reply;
import dev.nightshift.starter.http.Server;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.gathering.GatheringRequest;
import dev.nightshift.workflows.gathering.Notice;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.values.BlobRef;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sender without a shared disk: files first, then word of the run that left them. */
class UploadHookTest {
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2026-11-21T05:00:00Z"));
  private static final String SECRET = "a secret that both know";
  private static final String RESULTS = "{\"results\": []}";
  private static final int LARGEST = 3 << 20;

  @TempDir Path folder;
  private final FakeFlows flows = new FakeFlows();
  private final HookSignature signature = new HookSignature(SECRET, NOW);
  private FileBlobs blobs;
  private Server server;
  private HookSender sender;

  @BeforeEach
  void listen() throws IOException {
    blobs = new FileBlobs(folder.resolve("blobs"));
    Files.createDirectories(folder.resolve("artifacts/model-a"));
    Path file =
        Files.writeString(
            folder.resolve("nightshift.yml"),
            """
            starter: {group_quiet: 90s}
            projects:
              - name: larkspur
                repository: garden/larkspur
                warehouse: {kind: duckdb, path: p.duckdb}
            """);
    RunHook runs =
        new RunHook(SettingsFile.read(file, Map.of()), flows, blobs, Optional.of(SECRET), NOW);
    UploadHook uploads = new UploadHook(blobs, Optional.of(SECRET), NOW, LARGEST);
    server =
        Server.start(
            0,
            16,
            config -> {
              config.routes.post(RunHook.PATH, runs::receive);
              config.routes.put(UploadHook.PATH, uploads::receive);
            });
    sender = new HookSender(server.address(), SECRET, NOW);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void a_run_is_told_of_by_the_hashes_of_what_was_brought() throws Exception {
    String results = brought(RESULTS);
    String manifest = brought("{\"nodes\": {}}");
    Reply reply = told(named("job-7", results, manifest));
    assertEquals("{\"workflow\":\"fix/larkspur/job-7\",\"started\":true}", reply.body());
    assertEquals(
        new Location(
            "larkspur",
            "",
            new BlobRef(results, RESULTS.length(), "run_results.json"),
            new BlobRef(manifest, 13, "manifest.json")),
        flows.requests.get(0).artifacts());
  }

  @Test
  void without_an_id_the_same_files_are_the_same_run() throws Exception {
    String results = brought(RESULTS);
    String manifest = brought("{\"nodes\": {}}");
    assertTrue(told(named("", results, manifest)).body().contains("fix/larkspur/artifacts-"));
    assertTrue(told(named("", results, manifest)).body().contains("\"started\":false"));
    told(named("", brought("{\"results\": [1]}"), manifest));
    assertEquals(2, flows.requests.size());
  }

  @Test
  void a_file_may_come_again_and_in_pieces_of_unknown_number() throws Exception {
    byte[] large = new byte[LARGEST];
    String hash = Ids.hash(new String(large, StandardCharsets.ISO_8859_1));
    assertEquals(200, put(hash, BodyPublishers.ofByteArray(large)).statusCode());
    HttpResponse<String> again =
        put(hash, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));
    assertEquals("{\"sha256\":\"%s\",\"size\":%d}".formatted(hash, LARGEST), again.body());
  }

  @Test
  void a_stranger_is_refused_before_a_byte_is_kept() throws Exception {
    HookSignature other = new HookSignature("another", NOW);
    refused(401, "does not fit", put(RESULTS, Ids.hash(RESULTS), sign(other, Ids.hash(RESULTS))));
    refused(401, "does not fit", put(RESULTS, Ids.hash(RESULTS), sign(signature, RESULTS)));
    refused(401, "is missing", put(RESULTS, Ids.hash(RESULTS), ""));
    for (long seconds : List.of(-301L, 301L)) {
      InstantSource then = InstantSource.fixed(NOW.instant().plusSeconds(seconds));
      HookSignature stale = new HookSignature(SECRET, then);
      refused(401, "300 seconds", put(RESULTS, Ids.hash(RESULTS), sign(stale, Ids.hash(RESULTS))));
    }
  }

  @Test
  void what_is_not_what_was_promised_is_not_kept() throws Exception {
    refused(400, "has another hash", put(Ids.hash("other"), text(RESULTS)));
    refused(400, "the file is empty", put(Ids.hash(""), text("")));
    refused(400, "no ?sha256=", put("../../etc", text(RESULTS)));
    refused(400, "no ?sha256=", put(Ids.hash(RESULTS).toUpperCase(Locale.ROOT), text(RESULTS)));
  }

  /** A few kilobytes may stand for gigabytes: here they are what came, and never more. */
  @Test
  void what_is_packed_is_kept_as_it_came() throws Exception {
    byte[] packed = packed(new byte[LARGEST + 1]);
    String hash = new FileBlobs(folder.resolve("theirs")).put("manifest.json", packed).sha256();
    HttpResponse<String> answer =
        put(BodyPublishers.ofByteArray(packed), hash, sign(signature, hash), "gzip");
    assertEquals("{\"sha256\":\"%s\",\"size\":%d}".formatted(hash, packed.length), answer.body());
    assertArrayEquals(packed, blobs.read(new BlobRef(hash, packed.length, "manifest.json")));
  }

  private static byte[] packed(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }

  @Test
  void what_is_too_large_is_refused_however_it_comes() throws Exception {
    byte[] large = new byte[LARGEST + 1];
    String hash = Ids.hash(new String(large, StandardCharsets.ISO_8859_1));
    refused(
        413,
        "larger than 3 MB",
        put(hash, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));
    assertTrue(head("Content-Length: " + large.length, hash).startsWith("HTTP/1.1 413"));
  }

  @Test
  void one_that_breaks_off_leaves_nothing() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(request("Content-Length: 1000", Ids.hash(RESULTS)));
      out.write(RESULTS.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      String answer =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
    }
    try (Stream<Path> half = Files.list(folder.resolve("blobs/.incoming"))) {
      assertEquals(List.of(), half.toList());
    }
  }

  @Test
  void what_was_never_brought_cannot_be_told_of() throws Exception {
    refusedNotice(
        "`artifacts`: nothing was brought that has the hash of run_results.json",
        "{\"run_results.json\": \"" + Ids.hash(RESULTS) + "\"}");
    refusedNotice("run_results.json is not the SHA-256", "{\"run_results.json\": \"../x\"}");
    refusedNotice("run_results.json is not the SHA-256", "{\"run_results.json\": 3}");
    refusedNotice(
        "`artifacts` has no file `manifest.jsn`; did you mean manifest.json?",
        "{\"manifest.jsn\": \"\"}");
    refusedNotice("names neither run_results.json nor", "{}");
    refusedNotice(
        "names neither run_results.json nor",
        "{\"manifest.json\": \"" + brought("{\"nodes\": {}}") + "\"}");
  }

  @Test
  void several_invocations_of_a_group_are_told_to_one_flow() throws Exception {
    String results = brought(RESULTS);
    String group = "scheduled__2026-11-21T00:00:00+00:00";
    Reply reply = told(grouped("\"" + group + "\"", "\"model-a\"", ", \"commit\": \"c0ffee1\""));
    assertEquals(200, reply.status(), reply.body());
    assertEquals("{\"group\":\"group/larkspur/" + group + "\"}", reply.body());
    told(grouped("\"" + group + "\"", "{\"run_results.json\": \"" + results + "\"}", ""));
    told("{\"project\": \"larkspur\", \"group\": \"%s\", \"last\": true}".formatted(group));
    GatheringRequest begun = flows.groups.keySet().iterator().next();
    assertEquals(90, begun.quietSeconds());
    assertEquals(group, begun.each().run());
    assertEquals(
        List.of(
            new Notice(new Location("larkspur", "model-a", null, null), "c0ffee1", false),
            new Notice(
                new Location(
                    "larkspur",
                    "",
                    new BlobRef(results, RESULTS.length(), "run_results.json"),
                    null),
                "",
                false),
            new Notice(null, "", true)),
        flows.groups.get(begun));
    assertEquals(List.<RemediationRequest>of(), flows.requests);
  }

  @Test
  void a_group_that_is_over_is_refused_rather_than_lost() throws Exception {
    flows.over = true;
    refused(409, "this group is over", told(grouped("\"dag-1\"", "\"model-a\"", "")));
  }

  @Test
  void a_group_of_an_unknown_shape_is_refused() throws Exception {
    refused(400, "`group` is not an id", told(grouped("\"a/b\"", "\"model-a\"", "")));
    refused(400, "`group` is not a text", told(grouped("[1]", "\"model-a\"", "")));
    refused(400, "leave `run` out", told(grouped("\"g\"", "\"model-a\"", ", \"run\": \"x\"")));
    refused(400, "`last` is neither", told(grouped("\"g\"", "\"model-a\"", ", \"last\": \"no\"")));
    refused(400, "there is none", told(grouped("\"\"", "\"model-a\"", ", \"last\": true")));
    refused(400, "`artifacts` is missing", told("{\"project\": \"larkspur\", \"group\": \"g\"}"));
    refused(400, "leaves the project's", told(grouped("\"g\"", "\"../x\"", "")));
    assertEquals(Map.of(), flows.groups);
  }

  private static String grouped(String group, String artifacts, String more) {
    return "{\"project\": \"larkspur\", \"group\": %s, \"artifacts\": %s%s}"
        .formatted(group, artifacts, more);
  }

  private static String named(String run, String results, String manifest) {
    return """
    {"project": "larkspur", "run": "%s",
     "artifacts": {"run_results.json": "%s", "manifest.json": "%s"}}
    """
        .formatted(run, results, manifest);
  }

  private String brought(String content) throws Exception {
    HttpResponse<String> answer = put(Ids.hash(content), text(content));
    assertEquals(200, answer.statusCode(), answer.body());
    return Ids.hash(content);
  }

  private static BodyPublisher text(String content) {
    return BodyPublishers.ofString(content);
  }

  private static String sign(HookSignature signature, String what) {
    return signature.sign(what.getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> put(String hash, BodyPublisher body) throws Exception {
    return put(body, hash, sign(signature, hash));
  }

  private HttpResponse<String> put(String content, String hash, String header) throws Exception {
    return put(text(content), hash, header);
  }

  private HttpResponse<String> put(BodyPublisher body, String hash, String header)
      throws Exception {
    return put(body, hash, header, "");
  }

  private HttpResponse<String> put(BodyPublisher body, String hash, String header, String encoding)
      throws Exception {
    URI hook = server.address().resolve(UploadHook.PATH + "?sha256=" + hash);
    HttpRequest.Builder request = HttpRequest.newBuilder(hook).PUT(body);
    if (!header.isEmpty()) {
      request.header(HookSignature.HEADER, header);
    }
    if (!encoding.isEmpty()) {
      request.header("Content-Encoding", encoding);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private byte[] request(String length, String hash) {
    return "PUT %s?sha256=%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s: %s\r\n%s\r\n\r\n"
        .formatted(
            UploadHook.PATH,
            hash,
            server.address().getPort(),
            HookSignature.HEADER,
            sign(signature, hash),
            length)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** The first line of the answer to a request of which nothing but the head has come. */
  private String head(String length, String hash) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      socket.getOutputStream().write(request(length, hash));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }

  private Reply told(String body) throws Exception {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return sender.send(bytes, sender.sign(bytes));
  }

  private void refusedNotice(String says, String artifacts) throws Exception {
    refused(
        400,
        says,
        told("{\"project\": \"larkspur\", \"run\": \"a\", \"artifacts\": " + artifacts + "}"));
  }

  private void refused(int status, String says, Reply reply) {
    assertEquals(status, reply.status(), reply.body());
    assertTrue(reply.body().contains(says), reply.body());
    assertFalse(reply.body().contains("Exception"), reply.body());
    assertEquals(0, flows.requests.size());
  }

  private void refused(int status, String says, HttpResponse<String> answer) throws IOException {
    refused(status, says, new Reply(answer.statusCode(), answer.body(), ""));
    assertFalse(Files.exists(folder.resolve("blobs").resolve(Ids.hash(RESULTS).substring(0, 2))));
  }
}
