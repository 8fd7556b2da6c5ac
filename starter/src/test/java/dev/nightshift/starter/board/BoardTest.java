package dev.nightshift.starter.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.starter.flows.FakeFlows;
import dev.nightshift.starter.flows.Flows.Heard;
import dev.nightshift.starter.flows.Run;
import dev.nightshift.starter.hooks.RunHook;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.values.Answer;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoardTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private BoardStage stage;
  private URI home;
  private String cookie;

  @BeforeEach
  void open() throws Exception {
    stage = new BoardStage();
    home = stage.server.address();
    cookie = "";
    HttpResponse<String> entered = get(stage.board.url(home).toString());
    cookie = entered.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void the_printed_address_gives_a_cookie_that_scripts_and_other_sites_do_not_get()
      throws Exception {
    cookie = "";
    HttpResponse<String> entered = get(stage.board.url(home).toString());
    String given = entered.headers().firstValue("Set-Cookie").orElseThrow();
    assertTrue(given.contains("HttpOnly") && given.contains("SameSite=Strict"), given);
    assertFalse(given.contains(stage.board.url(home).getQuery().substring("token=".length())));
    assertTrue(entered.body().contains("url=/"), entered.body());
  }

  @Test
  void a_stranger_sees_how_to_come_in_and_nothing_else() throws Exception {
    cookie = "";
    assertEquals(401, get("/").statusCode());
    assertTrue(get("/").body().contains("Open it by the address that the starter printed"));
    assertEquals(401, get("/?token=guess").statusCode());
    assertEquals(401, get("/api/runs").statusCode());
    assertEquals(401, get("/api/session").statusCode());
    assertEquals(401, get("/api/issues").statusCode());
    assertEquals(401, get("/api/issues/larkspur/7").statusCode());
    assertEquals(401, get("/api/talks").statusCode());
    assertEquals(401, get("/board.js").statusCode());
    assertEquals(200, get("/board.css").statusCode());
    cookie = "nightshift_" + home.getPort() + "=guess";
    assertEquals(401, get("/api/runs").statusCode());
  }

  @Test
  void a_name_that_was_pointed_at_loopback_is_refused() throws Exception {
    assertTrue(raw("Host: evil.example:" + home.getPort()).startsWith("HTTP/1.1 421"));
    assertTrue(raw("Host: 127.0.0.1").startsWith("HTTP/1.1 421"));
    assertTrue(raw("Host: localhost:" + home.getPort()).startsWith("HTTP/1.1 200"));
  }

  @Test
  void who_names_no_host_is_refused() throws Exception {
    assertTrue(whole("GET /api/runs HTTP/1.0\r\nCookie: " + cookie).startsWith("HTTP/1.1 421"));
  }

  @Test
  void what_the_server_itself_refuses_is_json_too() throws Exception {
    String host = " HTTP/1.1\r\nHost: localhost:" + home.getPort();
    for (String strange :
        List.of(
            "GET /api/runs HTTP/1.1",
            "GET /%2e%2e/%2e%2e/etc/passwd" + host,
            "GET /api/runs/%00" + host,
            "GET /api/runs/" + "x".repeat(9000) + host)) {
      String answer = whole(strange);
      assertTrue(answer.matches("(?s)HTTP/1.1 4\\d\\d.*\r\n\r\n\\{\"error\":\"[^<>]*\"}"), answer);
    }
  }

  @Test
  void no_detour_leads_past_the_guard() throws Exception {
    cookie = "none=none";
    for (String detour :
        List.of(
            "/hooks/run/../../api/runs",
            "/hooks/run/%2e%2e/%2e%2e/api/runs",
            "/hooks/run/..;/..;/api/runs",
            "/hooks/run%2F..%2F..%2Fapi/runs",
            "//api/runs",
            "/api/runs/",
            "/api/issues/",
            "/board.css/../api/runs",
            "/API/runs")) {
      String status = raw(detour, "Host: localhost:" + home.getPort());
      assertTrue(status.matches("HTTP/1.1 4\\d\\d.*"), detour + " gave " + status);
    }
  }

  @Test
  void every_answer_forbids_what_the_board_does_not_need() throws Exception {
    for (String path :
        List.of("/", "/board.css", "/api/runs", "/api/issues", "/nothing", "/api/runs/x")) {
      HttpResponse<String> answer = get(path);
      Map<String, String> wanted =
          Map.of(
              "X-Content-Type-Options", "nosniff",
              "Referrer-Policy", "no-referrer",
              "Cache-Control", "no-store",
              "X-Frame-Options", "DENY");
      wanted.forEach(
          (name, value) -> assertEquals(value, answer.headers().firstValue(name).orElse(""), path));
      String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
      assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), policy);
      assertFalse(policy.contains("unsafe"), policy);
    }
  }

  @Test
  void pages_hold_no_inline_script_or_style_and_nothing_from_elsewhere() throws Exception {
    for (String page : files()) {
      String text = get(page).body();
      assertFalse(text.contains("innerHTML") || text.contains("style=\""), page);
      assertFalse(text.matches("(?s).*<script(?! type=\"module\" src=\"/).*"), page);
      assertFalse(text.matches("(?s).*(src|href)=\"https?:.*"), page);
    }
  }

  @Test
  void whatever_a_page_asks_for_is_there() throws Exception {
    assertTrue(
        files()
            .containsAll(
                List.of("/board.js", "/pulls.js", "/issues.js", "/hosted.js", "/transcript.js")));
    for (String page : files()) {
      assertEquals(200, get(page).statusCode(), page);
    }
  }

  /** The page, and what it and its modules name. */
  private List<String> files() throws Exception {
    Pattern named = Pattern.compile("(?:from '\\.|(?:src|href)=\")(/[a-z]+\\.[a-z]+)");
    List<String> all = new ArrayList<>(List.of("/"));
    for (int n = 0; n < all.size(); n++) {
      named
          .matcher(get(all.get(n)).body())
          .results()
          .map(found -> found.group(1))
          .filter(file -> !all.contains(file))
          .forEach(all::add);
    }
    return all;
  }

  @Test
  void a_server_in_memory_is_told_of_and_a_real_one_is_not() throws Exception {
    assertEquals("", json(get("/api/server")).path("note").asText());
    stage.flows.inMemory = true;
    String note = json(get("/api/server")).path("note").asText();
    assertTrue(note.contains("in memory") && note.contains("no web UI"), note);
  }

  @Test
  void a_project_whose_runs_nobody_hears_of_is_told_of() throws Exception {
    stage.flows.deaf = Map.of("shop", "Failed runs of shop are not found.");
    assertEquals(
        "Failed runs of shop are not found.", json(get("/api/server")).path("note").asText());
  }

  @Test
  void runs_are_listed_in_short() throws Exception {
    JsonNode runs = json(get("/api/runs"));
    assertEquals(4, runs.size());
    assertEquals("waiting", runs.get(0).path("state").asText());
    assertFalse(runs.get(0).has("outcome"));
  }

  @Test
  void a_run_is_found_by_its_encoded_id_with_its_diff_and_report() throws Exception {
    JsonNode run = json(get(path(BoardStage.ENDED)));
    assertEquals("SOURCE", run.at("/outcome/causes/1/verdict").asText());
    assertEquals(
        BoardStage.PATCH, json(get(path(BoardStage.ASKING) + "/diff")).path("text").asText());
    assertTrue(
        json(get(path(BoardStage.ENDED) + "/report")).path("text").asText().contains("# Run"));
    assertEquals(404, get(path(BoardStage.ASKING) + "/report").statusCode());
    assertEquals(404, get(path("fix/larkspur/none")).statusCode());
  }

  @Test
  void a_report_is_a_page_of_its_own_too_which_can_run_and_fetch_nothing() throws Exception {
    HttpResponse<String> page = get(path(BoardStage.ENDED) + "/report.html");
    assertEquals(200, page.statusCode());
    assertTrue(page.body().startsWith("<!doctype html>"), page.body());
    assertEquals(List.of("text/html;charset=utf-8"), page.headers().allValues("content-type"));
    List<String> policies = page.headers().allValues("content-security-policy");
    assertEquals(1, policies.size(), policies.toString());
    assertTrue(policies.get(0).contains("default-src 'none'"), policies.toString());
    assertTrue(policies.get(0).contains("sandbox"), policies.toString());
    assertFalse(policies.get(0).contains("script-src"), policies.toString());
  }

  @Test
  void a_report_reads_as_it_does_since_its_pull_request_was_merged() throws Exception {
    String since = "**Mended by pull request 3: it passed in run b.**";
    Run.After after =
        new Run.After(
            false,
            "Mended by pull request 3: it passed in run b.",
            stage.doors.putText("report.md", since),
            stage.doors.putText("report.html", "<!doctype html><b>Mended</b>"));
    stage.flows.holding(stage.flows.find(BoardStage.ENDED).orElseThrow().with(after));
    assertEquals(since, json(get(path(BoardStage.ENDED) + "/report")).path("text").asText());
    assertTrue(get(path(BoardStage.ENDED) + "/report.html").body().contains("Mended"));
    assertEquals(
        "Mended by pull request 3: it passed in run b.",
        json(get(path(BoardStage.ENDED))).at("/after/says").asText());
  }

  @Test
  void a_run_that_waits_has_its_report_page_and_letters_already() throws Exception {
    Progress.Waiting waiting =
        new Progress.Waiting(
            "Publish?",
            "",
            null,
            "",
            "",
            0,
            9_000,
            null,
            stage.doors.putText("report.md", "# So far"),
            stage.doors.putText("report.html", "<!doctype html>So far"),
            stage.doors.putText("letters.json", "[]"));
    stage.flows.holding(
        FakeFlows.open(
            "fix/larkspur/waits",
            new Progress("remediation", "larkspur", "run w", "", "", null, null, waiting)));
    String path = path("fix/larkspur/waits");
    assertEquals("# So far", json(get(path + "/report")).path("text").asText());
    assertEquals("<!doctype html>So far", get(path + "/report.html").body());
    assertEquals("[]", json(get(path + "/letters")).path("text").asText());
  }

  @Test
  void drafts_of_letters_are_there_to_copy() throws Exception {
    JsonNode kept = Converter.json().readTree(get(path(BoardStage.ENDED) + "/letters").body());
    JsonNode letters = Converter.json().readTree(kept.path("text").asText());
    assertEquals("Payments <pay@larkspur.example>", letters.path(0).path("to").asText());
    assertEquals(404, get(path(BoardStage.ASKING) + "/letters").statusCode());
  }

  @Test
  void a_decision_goes_to_the_flow_signed_and_with_the_patch_that_was_seen() throws Exception {
    HttpResponse<String> answer = decide(yes(), own());
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals(
        new Decision(
            Decision.Choice.APPROVE,
            "kim@larkspur.example",
            stage.patch.sha256(),
            "",
            "board",
            "signed:" + BoardStage.ASKING + ":kim@larkspur.example"),
        stage.flows.decisions.get(0));
  }

  @Test
  void an_answer_goes_to_the_flow_that_asks() throws Exception {
    String said = "{\"question\":\"q1\",\"option\":\"source\",\"person\":\" kim \"}";
    assertEquals(200, answer(said).statusCode());
    assertEquals(List.of(new Answer("q1", "source", "kim", "", "board")), stage.flows.answers);
    for (String strange : List.of("{}", "[]", said.replace(" kim ", " "))) {
      assertEquals(400, answer(strange).statusCode(), strange);
    }
    assertEquals(1, stage.flows.answers.size());
  }

  private HttpResponse<String> answer(String body) throws Exception {
    return client.send(
        request(path(BoardStage.ASKING) + "/answer")
            .header("Origin", origin())
            .header(Guard.FORM_HEADER, form())
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void a_decision_from_elsewhere_is_refused() throws Exception {
    refused(403, decide(yes(), new Sender("http://evil.example", form())));
    refused(403, decide(yes(), new Sender("http://127.0.0.1:1", form())));
    refused(403, decide(yes(), new Sender("", form())));
    refused(403, decide(yes(), new Sender(origin(), "guess")));
    refused(403, decide(yes(), new Sender(origin(), "")));
  }

  @Test
  void a_decision_that_cannot_be_meant_is_refused() throws Exception {
    refused(400, decide("not json", own()));
    refused(400, decide(yes().replace("APPROVE", "MAYBE"), own()));
    refused(400, decide(yes().replace("kim@larkspur.example", " "), own()));
    refused(400, decide(yes().replace("APPROVE", "REJECT"), own()));
    HttpResponse<String> strange =
        decide(yes().replace("kim@larkspur.example", "kim\\u001b[2J\\nlee"), own());
    refused(400, strange);
    assertTrue(strange.body().contains("one line without control characters"), strange.body());
  }

  @Test
  void a_decision_on_another_patch_than_the_one_that_waits_is_refused() throws Exception {
    refused(409, decide(yes().replace(stage.patch.sha256(), "0123"), own()));
  }

  @Test
  void what_the_flow_refuses_is_told() throws Exception {
    stage.flows.answer = new Heard(false, "it was decided already by lee");
    HttpResponse<String> answer = decide(yes(), own());
    assertEquals(409, answer.statusCode());
    assertEquals("{\"error\":\"it was decided already by lee\"}", answer.body());
  }

  @Test
  void pull_requests_and_messages_are_there_to_read() throws Exception {
    assertEquals(3, json(get("/api/pulls")).at("/0/number").asInt());
    assertTrue(get("/api/pulls/larkspur/3").body().contains("A column was renamed."));
    assertEquals(404, get("/api/pulls/larkspur/4").statusCode());
    assertEquals(404, get("/api/pulls/larkspur/x").statusCode());
    assertEquals("data-quality", json(get("/api/messages")).at("/0/channel").asText());
  }

  @Test
  void what_was_said_below_a_pull_request_is_told_with_who_said_it_and_when() throws Exception {
    assertEquals(1, json(get("/api/pulls")).at("/0/comments").asInt());
    JsonNode said = json(get("/api/pulls/larkspur/3")).at("/comments/0");
    assertEquals("nightshift", said.path("author").asText());
    assertTrue(said.path("text").asText().startsWith("The run was **cancelled**"));
    assertEquals(BoardStage.BEGAN + 9_000, said.path("at").asLong());
  }

  @Test
  void issues_are_there_to_read_with_what_was_said_below_them() throws Exception {
    assertEquals(0, json(get("/api/issues")).size());
    assertEquals(404, get("/api/issues/larkspur/7").statusCode());
    stage.issues.there = true;
    assertEquals(7, json(get("/api/issues")).at("/0/number").asInt());
    JsonNode page = json(get("/api/issues/larkspur/7"));
    assertTrue(page.path("body").asText().contains("delivered twice"));
    assertEquals("I asked the provider.", page.at("/comments/1/text").asText());
    for (String none : List.of("larkspur/8", "larkspur/x", "larkspur/7777777777", "other/7")) {
      assertEquals(404, get("/api/issues/" + none).statusCode(), none);
    }
  }

  @Test
  void without_temporal_it_says_so_and_recovers() throws Exception {
    stage.flows.away = true;
    HttpResponse<String> away = get("/api/runs");
    assertEquals(503, away.statusCode());
    assertTrue(away.body().contains("Temporal does not answer"), away.body());
    assertEquals(200, get("/").statusCode());
    stage.flows.away = false;
    assertEquals(200, get("/api/runs").statusCode());
  }

  @Test
  void who_asks_for_the_head_alone_gets_the_same_status() throws Exception {
    for (boolean away : List.of(false, true)) {
      stage.flows.away = away;
      for (String path :
          List.of(
              "/",
              "/api/runs",
              "/api/server",
              "/api/issues",
              path(BoardStage.ENDED),
              "/api/runs/none")) {
        HttpRequest head = request(path).method("HEAD", BodyPublishers.noBody()).build();
        assertEquals(
            get(path).statusCode(), client.send(head, BodyHandlers.ofString()).statusCode(), path);
      }
    }
  }

  @Test
  void the_guard_leaves_the_webhook_alone_also_with_a_slash_at_its_end() throws Exception {
    cookie = "none=none";
    for (String path : List.of(RunHook.PATH, RunHook.PATH + "/")) {
      HttpRequest hook = request(path).POST(BodyPublishers.noBody()).build();
      HttpResponse<String> answer = client.send(hook, BodyHandlers.ofString());
      assertEquals("{\"error\":\"there is nothing here\"}", answer.body());
    }
  }

  @Test
  void unknown_paths_and_methods_are_refused_as_json() throws Exception {
    assertEquals("{\"error\":\"there is nothing here\"}", get("/api/nothing").body());
    HttpRequest post =
        request("/api/runs")
            .header("Origin", origin())
            .header(Guard.FORM_HEADER, form())
            .POST(BodyPublishers.noBody())
            .build();
    assertEquals(405, client.send(post, BodyHandlers.ofString()).statusCode());
  }

  private String yes() {
    return "{\"choice\":\"APPROVE\",\"person\":\"kim@larkspur.example\",\"reason\":\"\",\"patch\":\""
        + stage.patch.sha256()
        + "\"}";
  }

  private record Sender(String origin, String form) {}

  private Sender own() throws Exception {
    return new Sender(origin(), form());
  }

  private String origin() {
    return "http://127.0.0.1:" + home.getPort();
  }

  private String form() throws Exception {
    return json(get("/api/session")).path("form").asText();
  }

  private HttpResponse<String> decide(String body, Sender sender) throws Exception {
    HttpRequest.Builder request =
        request(path(BoardStage.ASKING) + "/decision").POST(BodyPublishers.ofString(body));
    if (!sender.origin().isEmpty()) {
      request.header("Origin", sender.origin());
    }
    if (!sender.form().isEmpty()) {
      request.header(Guard.FORM_HEADER, sender.form());
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private void refused(int status, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    assertTrue(answer.body().startsWith("{\"error\":"), answer.body());
    assertTrue(stage.flows.decisions.isEmpty());
  }

  private static String path(String id) {
    return "/api/runs/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(home.resolve(path));
    return cookie.isEmpty() ? request : request.header("Cookie", cookie);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    assertEquals(200, answer.statusCode(), answer.body());
    return Converter.json().readTree(answer.body());
  }

  /** The client of the JDK does not let one lie about the host. */
  private String raw(String host) throws IOException {
    return raw("/api/runs", host);
  }

  private String whole(String head) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), home.getPort())) {
      String request = head + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String raw(String path, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), home.getPort())) {
      String request =
          "GET "
              + path
              + " HTTP/1.1\r\n"
              + host
              + "\r\nCookie: "
              + cookie
              + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
          .readLine();
    }
  }
}
