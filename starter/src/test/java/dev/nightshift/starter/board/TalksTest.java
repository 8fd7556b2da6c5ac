package dev.nightshift.starter.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.workflows.durable.Converter;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the board is told of agents. */
class TalksTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private BoardStage stage;
  private SomeTalks talks;
  private URI home;
  private String cookie = "";

  @BeforeEach
  void open() throws Exception {
    stage = new BoardStage();
    talks = new SomeTalks(stage.doors).told();
    home = stage.server.address();
    cookie =
        get(stage.board.url(home).toString())
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow()
            .split(";", 2)[0];
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void messages_are_listed_newest_first_with_how_they_ended_and_what_they_cost() throws Exception {
    JsonNode all = json(get("/api/talks"));
    List<String> lines = new ArrayList<>();
    all.forEach(
        one ->
            lines.add(
                String.join(
                    " ",
                    one.path("state").asText(),
                    one.path("project").asText(),
                    one.path("agent").asText())));
    assertEquals(
        List.of(
            "working larkspur dbt-expert",
            "failed larkspur auditor",
            "budget larkspur dbt-expert",
            "working larkspur dbt-expert",
            "working larkspur dbt-expert"),
        lines);
    assertEquals("1 file changed in its copy, $0.0312", all.get(2).path("says").asText());
    assertEquals(SomeTalks.QUESTION, all.get(2).path("title").asText());
    assertEquals("", all.get(4).path("title").asText(), "of one that nobody has taken");
  }

  @Test
  void one_that_works_tells_what_was_said_once() throws Exception {
    JsonNode first = json(get(path(SomeTalks.WORKING)));
    assertEquals("working", first.path("state").asText());
    List<String> kinds = new ArrayList<>();
    first.path("messages").forEach(line -> kinds.add(line.path("kind").asText()));
    assertEquals(List.of("SAID", "CALLED", "CALLED", "GAVE", "GAVE"), kinds);
    assertEquals(2_000, first.at("/messages/3/text").asText().length());
    assertEquals(4_600, first.at("/messages/3/length").asInt());
    assertTrue(first.at("/messages/4/failed").asBoolean());
    String have = "?have=" + first.path("have").asText();
    assertFalse(json(get(path(SomeTalks.WORKING) + have)).has("messages"));
    talks.sayMore();
    assertEquals(10, json(get(path(SomeTalks.WORKING) + have)).path("messages").size());
  }

  @Test
  void one_that_has_ended_tells_all_whatever_the_page_has() throws Exception {
    talks.end();
    String have = json(get(path(SomeTalks.WORKING))).path("have").asText();
    JsonNode done = json(get(path(SomeTalks.WORKING) + "?have=" + have));
    assertEquals("done", done.path("state").asText());
    assertEquals(5, done.path("messages").size(), "the answer is not told twice");
    assertTrue(done.at("/result/said").asText().startsWith("The loader **renamed**"));
    assertEquals(BoardStage.PATCH, done.at("/result/patch").asText());
    assertEquals(0.0312, done.at("/result/usage/dollars").asDouble());
    assertEquals("budget", json(get(path(SomeTalks.DONE))).path("state").asText());
  }

  @Test
  void one_that_failed_says_why_and_one_of_the_command_line_what_it_says_now() throws Exception {
    assertEquals(
        "no agent of larkspur is called «auditor»",
        json(get(path(SomeTalks.FAILED))).path("error").asText());
    JsonNode headless = json(get(path(SomeTalks.HEADLESS)));
    assertEquals("I read the <b>staging</b>", headless.path("lately").asText());
    assertEquals(0, headless.path("messages").size());
  }

  @Test
  void a_run_leads_to_the_sessions_that_were_more_than_rules() throws Exception {
    JsonNode sessions = json(get("/api/runs/" + encoded(BoardStage.ASKING) + "/talks"));
    assertEquals(1, sessions.size());
    assertEquals(SomeTalks.FIXER, sessions.get(0).path("id").asText());
    assertEquals("fixer", sessions.get(0).path("agent").asText());
    assertEquals("make 2 causes green", sessions.get(0).path("title").asText());
    JsonNode talk = json(get(path(SomeTalks.FIXER)));
    assertEquals(BoardStage.ASKING, talk.path("parent").asText());
    assertEquals(5, talk.path("messages").size());
    JsonNode given = json(get(path(SomeTalks.FIXER) + "/given"));
    assertEquals("rules,model:claude", given.path("engine").asText());
    assertEquals(1, given.path("causes").size());
    assertEquals(0, json(get("/api/runs/" + encoded(BoardStage.ENDED) + "/talks")).size());
  }

  @Test
  void what_is_not_there_is_told() throws Exception {
    assertEquals(404, get(path("agent/larkspur/x/0")).statusCode());
    assertEquals(404, get(path("agent/larkspur/x/0") + "/given").statusCode());
  }

  @Test
  void who_stops_one_says_who_it_is_and_it_is_noted() throws Exception {
    String stop = path(SomeTalks.WORKING) + "/stop";
    assertEquals(400, post(stop, Map.of("person", " ")).statusCode());
    assertEquals(400, post(stop, Map.of("person", "kim\nlee")).statusCode());
    assertEquals(400, post(stop, Map.of("person", "k".repeat(201))).statusCode());
    assertEquals(Map.of(), stage.doors.agentRuns.cancelled);
    assertEquals(200, post(stop, Map.of("person", "kim@larkspur.example")).statusCode());
    assertEquals(
        Map.of(SomeTalks.WORKING, "kim@larkspur.example stopped it on the board"),
        stage.doors.agentRuns.cancelled);
    assertEquals(409, post(stop, Map.of("person", "kim@larkspur.example")).statusCode());
  }

  @Test
  void nobody_stops_or_reads_one_past_the_guard() throws Exception {
    String stop = path(SomeTalks.WORKING) + "/stop";
    HttpRequest.Builder strange =
        to(stop)
            .header("Origin", "http://evil.example")
            .POST(BodyPublishers.ofString("{\"person\": \"kim\"}"));
    assertEquals(403, send(strange).statusCode());
    HttpRequest.Builder formless =
        to(stop)
            .header("Origin", "http://127.0.0.1:" + home.getPort())
            .POST(BodyPublishers.ofString("{\"person\": \"kim\"}"));
    assertEquals(403, send(formless).statusCode());
    cookie = "none=none";
    for (String path :
        List.of("/api/talks", path(SomeTalks.DONE), path(SomeTalks.DONE) + "/given")) {
      assertEquals(401, get(path).statusCode(), path);
    }
    assertNotEquals(200, send(strange).statusCode());
    assertFalse(stage.doors.agentRuns.cancelled.containsKey(SomeTalks.WORKING));
  }

  private static String path(String id) {
    return "/api/talks/" + encoded(id);
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(to(path).GET());
  }

  private HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
    String token = json(get("/api/session")).path("form").asText();
    return send(
        to(path)
            .header("Origin", "http://127.0.0.1:" + home.getPort())
            .header(Guard.FORM_HEADER, token)
            .POST(BodyPublishers.ofString(Converter.json().writeValueAsString(form))));
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(home.resolve(path)).header("Cookie", cookie);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return Converter.json().readTree(answer.body());
  }
}
