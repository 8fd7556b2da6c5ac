package dev.nightshift.starter.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.starter.cli.FakeDoors;
import dev.nightshift.starter.http.Server;
import dev.nightshift.workflows.agent.AgentOutcome;
import dev.nightshift.workflows.agent.AgentRequest;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Usage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentApiTest {
  private static final String RUNS = "/api/agents/dbt-expert/runs";
  private static final String TALK =
      """
      {"rounds": [{"by": "m", "text": "I look.",
                   "calls": [{"id": "1", "tool": "read_file", "arguments": "{\\"path\\": \\"a\\"}"}],
                   "gave": [{"id": "1", "text": "select 1"}], "told": ""}]}
      """;

  @TempDir Path folder;
  private final FakeDoors doors = new FakeDoors();
  private Server server;

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void a_message_begins_a_run_and_the_same_key_is_the_same_run() throws Exception {
    serve(Optional.of("t0ken"), "shop");
    String body = "{\"message\": \"Why is it slow?\", \"engine\": \"codex\", \"dollars\": 0.5}";
    HttpResponse<String> begun = post(RUNS, body, "Bearer t0ken", "k1");
    assertEquals(202, begun.statusCode(), begun.body());
    HttpResponse<String> again = post(RUNS, body, "Bearer t0ken", "k1");
    assertEquals(200, again.statusCode());
    assertEquals(id(begun), id(again));
    assertFalse(json(again).path("started").asBoolean());
    post(RUNS, body, "Bearer t0ken", "k2");
    post(RUNS, "{\"message\": \"Another.\"}", "Bearer t0ken", "k1");
    assertEquals(3, doors.agentRuns.requests.size(), "another message is another run");
    AgentRequest asked = doors.agentRuns.requests.get("agent/shop/dbt-expert/" + id(begun));
    assertEquals(
        "Why is it slow? codex 0.5",
        asked.message() + " " + asked.engine() + " " + asked.dollars());
  }

  @Test
  void it_is_looked_at_until_it_is_done() throws Exception {
    serve(Optional.of("t0ken"), "shop");
    BlobRef talk = doors.putText("conversation.json", TALK);
    doors.agentRuns.working("engine model:claude", talk);
    doors.agentRuns.done(
        new AgentOutcome(
            "It is a view.",
            doors.putText("p.patch", "+x"),
            List.of("a.sql"),
            talk,
            new Usage(10, 2, 1, 0.01),
            "done",
            "c0ffee1"));
    String id = id(post(RUNS, "{\"message\": \"What?\"}", "Bearer t0ken", ""));
    JsonNode working = json(get(RUNS + "/" + id, "Bearer t0ken"));
    assertEquals("working", working.path("status").asText());
    assertFalse(working.path("result").isObject());
    List<String> said = new ArrayList<>();
    working
        .path("messages")
        .forEach(line -> said.add(line.path("who").asText() + ": " + line.path("text").asText()));
    assertEquals(
        List.of("agent: I look.", "agent: read_file {\"path\": \"a\"}", "read_file: select 1"),
        said);
    JsonNode done = json(get(RUNS + "/" + id, "Bearer t0ken"));
    assertEquals("done", done.path("status").asText());
    assertEquals("It is a view.", done.path("result").path("said").asText());
    assertEquals("+x", done.path("result").path("patch").asText());
    assertEquals(0.01, done.path("result").path("usage").path("dollars").asDouble());
  }

  @Test
  void a_long_last_word_is_told_whole_and_a_patch_that_is_gone_takes_nothing_else_with_it()
      throws Exception {
    serve(Optional.of("t0ken"), "shop");
    String word = "It is long. ".repeat(500).strip();
    BlobRef talk =
        doors.putText(
            "conversation.json",
            "{\"rounds\": [{\"by\": \"m\", \"text\": \"" + word + "\", \"told\": \"\"}]}");
    doors.agentRuns.done(
        new AgentOutcome(
            word.substring(0, 4_000) + "\n\nIt stopped: its turns were used up.",
            new BlobRef("gone", 3, "p.patch"),
            List.of("a.sql"),
            talk,
            Usage.NONE,
            "budget",
            "c0ffee1"));
    String id = id(post(RUNS, "{\"message\": \"What?\"}", "Bearer t0ken", ""));
    JsonNode done = json(get(RUNS + "/" + id, "Bearer t0ken"));
    String said = done.path("result").path("said").asText();
    assertEquals(word + "\n\nIt stopped: its turns were used up.", said);
    assertEquals("", done.path("result").path("patch").asText());
    assertFalse(done.path("error").asText().isEmpty());
    assertEquals("budget", done.path("result").path("stopped").asText());
  }

  @Test
  void it_can_be_stopped() throws Exception {
    serve(Optional.of("t0ken"), "shop");
    String id = id(post(RUNS, "{\"message\": \"What?\"}", "Bearer t0ken", ""));
    HttpRequest.Builder stop = to(RUNS + "/" + id, "Bearer t0ken").DELETE();
    assertEquals("{\"stopped\":true}", send(stop).body());
    assertEquals(Set.of("agent/shop/dbt-expert/" + id), doors.agentRuns.cancelled.keySet());
    assertEquals(401, send(to(RUNS + "/" + id, "").DELETE()).statusCode());
  }

  @Test
  void why_it_failed_is_told() throws Exception {
    serve(Optional.of("t0ken"), "shop");
    doors.agentRuns.failed("no agent of shop is called «x»");
    String id = id(post(RUNS, "{\"message\": \"What?\"}", "Bearer t0ken", ""));
    JsonNode failed = json(get(RUNS + "/" + id, "Bearer t0ken"));
    assertEquals("failed", failed.path("status").asText());
    assertEquals("no agent of shop is called «x»", failed.path("error").asText());
  }

  @Test
  void who_has_not_the_token_begins_nothing() throws Exception {
    serve(Optional.of("t0ken"), "shop");
    for (String given : List.of("", "Bearer other", "Bearer t0ken2", "t0ken")) {
      assertEquals(401, post(RUNS, "{\"message\": \"x\"}", given, "").statusCode(), given);
      assertEquals(401, get(RUNS + "/0123456789abcdef", given).statusCode(), given);
      HttpRequest.Builder head = to(RUNS + "/0123456789abcdef", given).method("HEAD", noBody());
      assertEquals(401, send(head).statusCode(), given);
    }
    assertEquals(0, doors.agentRuns.requests.size());
  }

  @Test
  void without_a_token_there_is_no_way_in() throws Exception {
    serve(Optional.empty(), "shop");
    HttpResponse<String> off = post(RUNS, "{\"message\": \"x\"}", "Bearer ", "");
    assertEquals(503, off.statusCode());
    assertTrue(off.body().contains("set NIGHTSHIFT_API_TOKEN"), off.body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"message\": \" \"}|the message is empty",
        "{}|the message is empty",
        "[]|is not a JSON object",
        "nonsense|is not JSON",
        "{\"message\": \"x\", \"project\": \"shpo\"}|did you mean shop?",
        "{\"message\": \"x\", \"dollars\": -1}|dollars are more than 0 and at most 5.00",
        "{\"message\": \"x\", \"dollars\": 0}|dollars are more than 0",
        "{\"message\": \"x\", \"dollars\": 5.01}|by policy.max_dollars",
        "{\"message\": \"x\", \"dollars\": \"0,10\"}|dollars are a number",
        "{\"message\": \"x\", \"engine\": \"claude\"}|engine is model:NAME",
      })
  void what_cannot_be_meant_is_refused_in_words(String body, String says) throws Exception {
    serve(Optional.of("t0ken"), "shop");
    HttpResponse<String> answer = post(RUNS, body, "Bearer t0ken", "");
    assertEquals(400, answer.statusCode());
    assertTrue(answer.body().contains(says), answer.body());
    assertEquals(0, doors.agentRuns.requests.size());
  }

  @Test
  void a_long_message_and_an_odd_name_are_refused() throws Exception {
    serve(Optional.of("t0ken"), "shop");
    String book = "{\"message\": \"" + "x".repeat(AgentRequest.LONGEST + 1) + "\"}";
    assertEquals(400, post(RUNS, book, "Bearer t0ken", "").statusCode());
    String library = "{\"message\": \"" + "x".repeat(300_000) + "\"}";
    assertTrue(post(RUNS, library, "Bearer t0ken", "").body().contains("larger than 256 KB"));
    String odd = "/api/agents/a%0Ab/runs";
    assertEquals(400, post(odd, "{\"message\": \"x\"}", "Bearer t0ken", "").statusCode());
  }

  @Test
  void of_several_projects_one_is_named() throws Exception {
    serve(Optional.of("t0ken"), "shop", "park");
    HttpResponse<String> none = post(RUNS, "{\"message\": \"x\"}", "Bearer t0ken", "");
    assertTrue(none.body().contains("which project? One of shop, park"), none.body());
    doors.agentRuns.working("", null);
    String body = "{\"message\": \"x\", \"project\": \"park\"}";
    String id = id(post(RUNS, body, "Bearer t0ken", ""));
    assertEquals(400, get(RUNS + "/" + id, "Bearer t0ken").statusCode());
    assertEquals(404, get(RUNS + "/" + id + "?project=shop", "Bearer t0ken").statusCode());
    assertEquals(200, get(RUNS + "/" + id + "?project=park", "Bearer t0ken").statusCode());
  }

  private void serve(Optional<String> token, String... names) {
    List<Settings.Project> projects = new ArrayList<>();
    for (String name : names) {
      projects.add(Settings.Project.of(name, "acme/" + name).artifacts(folder).made());
    }
    Settings settings = new Settings(folder, "", new Settings.Starter(9000), projects);
    AgentApi api = new AgentApi(settings, () -> doors.agentRuns, doors, token);
    server = Server.start(0, 16, api::routes);
  }

  private HttpResponse<String> post(String path, String body, String authorization, String key)
      throws Exception {
    HttpRequest.Builder request = to(path, authorization).POST(BodyPublishers.ofString(body));
    if (!key.isEmpty()) {
      request.header("Idempotency-Key", key);
    }
    return send(request);
  }

  private HttpResponse<String> get(String path, String authorization) throws Exception {
    return send(to(path, authorization).GET());
  }

  private static BodyPublisher noBody() {
    return BodyPublishers.noBody();
  }

  private HttpRequest.Builder to(String path, String authorization) {
    URI address = server.address().resolve(path);
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    return authorization.isEmpty() ? request : request.header("Authorization", authorization);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return Converter.json().readTree(answer.body());
  }

  private static String id(HttpResponse<String> answer) throws Exception {
    return json(answer).path("id").asText();
  }
}
