package dev.nightshift.activities.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.workflows.durable.Converter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said for what is heard. */
class AcpTalkTest {
  private static final String HELLO =
      "{'id': 0, 'result': {'protocolVersion': 1, 'agentCapabilities': {'loadSession': %s}}}";
  private static final String OPENED = "{'id': 2, 'result': {'sessionId': 's1'}}";

  private final List<String> refused = new ArrayList<>();

  private AcpTalk talk(boolean resumes) {
    return new AcpTalk(
        new Agent.Start(
            Path.of("/srv/project"),
            Path.of("/srv/home"),
            "s0",
            resumes,
            "begin",
            "m",
            "http://127.0.0.1:1/x",
            10,
            1,
            List.of("python", "tools.py", "socket")),
        refused::add);
  }

  private static Told heard(AcpTalk talk, String... lines) throws IOException {
    Hearing hearing = new Hearing(talk, new Silence(System::nanoTime), new Minutes());
    for (String line : lines) {
      hearing.line(line.replace('\'', '"'));
    }
    return hearing.told();
  }

  private static List<JsonNode> said(AcpTalk talk) throws IOException {
    talk.close();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    talk.input().tell(out);
    List<JsonNode> said = new ArrayList<>();
    for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
      said.add(Converter.json().readTree(line));
    }
    return said;
  }

  private static String update(String kind, String rest) {
    return "{'method': 'session/update', 'params': {'sessionId': 's1', 'update':"
        + " {'sessionUpdate': '%s', %s}}}".formatted(kind, rest);
  }

  private static String chunk(String text) {
    return update("agent_message_chunk", "'content': {'type': 'text', 'text': '" + text + "'}");
  }

  @Test
  void a_session_is_opened_with_our_tools_and_prompted_once() throws IOException {
    AcpTalk talk = talk(false);
    Told told = heard(talk, "Banner", HELLO.formatted("true"), OPENED);

    List<JsonNode> said = said(talk);
    assertEquals("initialize", said.get(0).path("method").asText());
    assertFalse(said.get(0).at("/params/clientCapabilities/terminal").asBoolean(true));
    assertEquals("session/new", said.get(1).path("method").asText());
    assertEquals("/srv/project", said.get(1).at("/params/cwd").asText());
    JsonNode server = said.get(1).at("/params/mcpServers/0");
    assertEquals("python", server.path("command").asText());
    assertEquals("[\"tools.py\",\"socket\"]", server.path("args").toString());
    assertEquals("begin", said.get(2).at("/params/prompt/0/text").asText());
    assertEquals(3, said.size());
    assertEquals("s1", told.session());
    assertFalse(told.ended());
  }

  @Test
  void a_session_is_gone_on_with_where_it_can_and_what_it_repeats_is_not_heard()
      throws IOException {
    AcpTalk talk = talk(true);
    Told told =
        heard(
            talk,
            HELLO.formatted("true"),
            chunk("old").replace("s1", "s0"),
            "{'id': 1, 'result': null}");

    assertEquals("", told.words());
    List<JsonNode> said = said(talk);
    assertEquals("session/load", said.get(1).path("method").asText());
    assertEquals("s0", said.get(1).at("/params/sessionId").asText());
    assertEquals(Prompt.goOn(), said.get(2).at("/params/prompt/0/text").asText());
  }

  @Test
  void a_session_that_is_gone_begins_anew() throws IOException {
    AcpTalk talk = talk(true);
    Told told =
        heard(talk, HELLO.formatted("true"), "{'id': 1, 'error': {'message': 'gone'}}", OPENED);
    assertEquals("begin", said(talk).get(3).at("/params/prompt/0/text").asText());
    assertEquals("s1", told.session());
  }

  @Test
  void one_that_cannot_load_has_no_session_to_keep() throws IOException {
    AcpTalk talk = talk(true);
    Told told = heard(talk, HELLO.formatted("false"), OPENED);
    assertEquals("", told.session());
    assertEquals("session/new", said(talk).get(1).path("method").asText());
  }

  @Test
  void its_last_message_counts_and_before_the_first_what_it_does() throws IOException {
    AcpTalk talk = talk(false);
    String tool = update("tool_call", "'toolCallId': 't', 'title': 'Read it'");
    assertEquals("(Read it)", heard(talk, HELLO.formatted("true"), OPENED, tool).words());

    Told told = heard(talk, chunk("I lo"), chunk("ok."), tool, chunk("Do"), chunk("ne."));
    assertEquals("Done.", told.words());
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn, 200, done, false",
    "max_tokens, 200, budget, false",
    "max_turn_requests, 200, budget, false",
    "refusal, 200, refused, false",
    "cancelled, 200, no_answer, true",
    "something_new, 200, no_answer, true",
  })
  void it_ends_as_it_says(String reason, int status, String stopped, boolean again)
      throws IOException {
    Told told =
        heard(
            talk(false),
            HELLO.formatted("true"),
            OPENED,
            "{'id': 3, 'result': {'stopReason': '" + reason + "'}}");
    Ending ending = Ending.of(Sitting.Stop.ENDED, told, status, false, "", "");
    assertEquals(stopped, ending.stopped());
    assertEquals(again, ending.again());
  }

  @ParameterizedTest
  @CsvSource({"401, unauthorized, false", "529, no_answer, true", "404, failed, false"})
  void an_error_is_judged_by_what_the_model_answered(int status, String stopped, boolean again)
      throws IOException {
    Told told =
        heard(
            talk(false),
            HELLO.formatted("true"),
            OPENED,
            "{'id': 3, 'error': {'code': -32603, 'message': 'Internal error'}}");
    Ending ending = Ending.of(Sitting.Stop.ENDED, told, status, false, "", "");
    assertEquals(stopped, ending.stopped());
    assertEquals(again, ending.again());
  }

  @Test
  void one_that_cannot_be_talked_to_is_not_tried_again() throws IOException {
    for (String line :
        List.of(
            "{'id': 0, 'result': {'protocolVersion': 2}}",
            "{'id': 0, 'error': {'code': -32000, 'message': 'Authentication required'}}")) {
      Ending ending = Ending.of(Sitting.Stop.ENDED, heard(talk(false), line), 0, false, "", "");
      assertEquals("failed", ending.stopped());
      assertFalse(ending.again());
      assertTrue(
          ending.why().contains("version 2") || ending.why().contains("Authentication"),
          ending.why());
    }
  }

  @Test
  void what_we_do_not_offer_is_said_to_be_none() throws IOException {
    AcpTalk talk = talk(false);
    heard(talk, HELLO.formatted("true"), OPENED, "{'id': 'q', 'method': 'fs/read_text_file'}");
    JsonNode answer = said(talk).get(3);
    assertEquals("q", answer.path("id").asText());
    assertEquals(-32601, answer.at("/error/code").asInt());
  }

  @Test
  void without_a_way_to_say_yes_it_is_cancelled_and_told() throws IOException {
    AcpTalk talk = talk(false);
    heard(
        talk,
        HELLO.formatted("true"),
        OPENED,
        "{'id': 7, 'method': 'session/request_permission', 'params': {'toolCall': {'title':"
            + " 'Run it'}, 'options': []}}");
    assertEquals("cancelled", said(talk).get(3).at("/result/outcome/outcome").asText());
    assertEquals(List.of("Run it: it offered no way to say yes"), refused);
  }

  @Test
  void an_id_that_is_none_ends_it_and_is_not_said_again() throws IOException {
    for (String id : List.of("'" + "x".repeat(1000) + "'", "{'a': 1}", "1.5")) {
      AcpTalk talk = talk(false);
      Told told =
          heard(talk, HELLO.formatted("true"), OPENED, "{'id': " + id + ", 'method': 'x/y'}");
      assertTrue(told.failed(), id);
      assertEquals(3, said(talk).size());
    }
  }

  @Test
  void whoever_asks_without_end_is_stopped() throws IOException {
    AcpTalk talk = talk(false);
    String[] lines = new String[3000];
    java.util.Arrays.fill(lines, "{'id': 1, 'method': 'terminal/create'}");
    Told told = heard(talk, lines);
    assertTrue(told.failed(), told.toString());
    assertTrue(said(talk).size() <= 1000);
  }
}
