package dev.nightshift.starter.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.slack.SlackButton;
import dev.nightshift.starter.flows.FakeFlows;
import dev.nightshift.starter.flows.Flows.Heard;
import dev.nightshift.starter.http.Server;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.values.Answer;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Decision.Choice;
import dev.nightshift.workflows.values.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlackHookTest {
  private static final long NOW = Instant.parse("2026-11-21T05:00:00Z").getEpochSecond();
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(NOW));
  private static final String SECRET = "the app's signing secret";
  private static final String FLOW = "fix/shop/job-7";
  private static final String PATCH = "3f".repeat(32);

  private final FakeFlows flows = new FakeFlows();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer slack;
  private SlackHook hook;
  private Server server;

  @BeforeEach
  void listen() throws IOException {
    flows.holding(FakeFlows.open(FLOW, waiting(PATCH)));
    slack = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    slack.createContext(
        "/actions/",
        http -> {
          try (http) {
            answers.add(new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            http.sendResponseHeaders(200, -1);
          }
        });
    slack.start();
    serve(Optional.of(SECRET));
  }

  @AfterEach
  void close() {
    hook.close();
    server.close();
    slack.stop(0);
  }

  @Test
  void a_click_of_somebody_who_may_decide_is_signed_and_taken_to_the_flow() throws Exception {
    assertEquals(200, click(payload("U0KIM", SlackButton.APPROVE, PATCH, null)).statusCode());
    JsonNode said = answer();
    Decision decision = flows.decisions.get(0);
    assertEquals(Choice.APPROVE, decision.choice());
    assertEquals("kim@larkspur.example", decision.person());
    assertEquals("slack", decision.channel());
    assertEquals(PATCH, decision.patchHash());
    assertEquals("signed for kim@larkspur.example", decision.signature());
    assertTrue(said.path("replace_original").asBoolean());
    assertTrue(said.toString().contains("Approved by kim@larkspur.example"), said::toString);
  }

  @Test
  void the_question_that_was_decided_has_no_buttons_any_more() throws Exception {
    click(payload("U0KIM", SlackButton.APPROVE, PATCH, null));
    JsonNode blocks = answer().path("blocks");
    assertEquals(
        List.of("section", "section"),
        blocks.findValuesAsText("type").stream().filter(type -> !type.equals("mrkdwn")).toList());
    assertTrue(blocks.toString().contains("Publish a fix of 1 file"), blocks::toString);
  }

  @Test
  void a_rejection_carries_what_was_typed_below_the_question() throws Exception {
    click(payload("U0KIM", SlackButton.REJECT, PATCH, "  the seed is <right>  "));
    JsonNode said = answer();
    assertEquals(Choice.REJECT, flows.decisions.get(0).choice());
    assertEquals("the seed is <right>", flows.decisions.get(0).reason());
    assertTrue(said.toString().contains("the seed is &lt;right&gt;"), said::toString);
  }

  @Test
  void a_rejection_needs_no_reason() throws Exception {
    click(payload("U0KIM", SlackButton.REJECT, PATCH, null));
    answer();
    assertEquals("", flows.decisions.get(0).reason());
  }

  @Test
  void an_answer_to_an_open_question_is_taken_to_the_flow_with_its_reason() throws Exception {
    Progress.Asked open =
        new Progress.Asked("q1", "Is kiosk a channel?", List.of(new Progress.Way("w1", "Yes")));
    flows.holding(
        FakeFlows.open(
            FLOW,
            new Progress(
                "remediation",
                "shop",
                "run job-7",
                "approval",
                "a person decides",
                null,
                null,
                new Progress.Waiting("?", "", null, "", "", 1, 2, List.of(open), null))));
    click(answering("q1", "w1"));
    assertTrue(answer().toString().contains("Answered by kim@larkspur.example: since May"));
    assertEquals(
        List.of(new Answer("q1", "w1", "kim@larkspur.example", "since May", "slack")),
        flows.answers);
    click(answering("q2", "w1"));
    assertTrue(answer().path("text").asText().contains("not asked any more"));
  }

  @Test
  void somebody_whom_nobody_named_is_told_and_nothing_happens() throws Exception {
    assertEquals(200, click(payload("U0EVE", SlackButton.APPROVE, PATCH, null)).statusCode());
    JsonNode said = answer();
    assertEquals("ephemeral", said.path("response_type").asText());
    assertFalse(said.path("replace_original").asBoolean(true));
    assertTrue(said.path("text").asText().contains("U0EVE"), said::toString);
    assertEquals(List.of(), flows.decisions);
  }

  @Test
  void a_click_on_an_old_patch_or_a_closed_flow_decides_nothing() throws Exception {
    click(payload("U0KIM", SlackButton.APPROVE, "00".repeat(32), null));
    assertTrue(answer().path("text").asText().contains("not asked any more"));
    flows.holding(FakeFlows.ended(FLOW, waiting(PATCH), null));
    click(payload("U0KIM", SlackButton.APPROVE, PATCH, null));
    assertTrue(answer().path("text").asText().contains("not asked any more"));
    assertEquals(List.of(), flows.decisions);
  }

  @Test
  void what_the_flow_objects_is_told_to_who_clicked_alone() throws Exception {
    flows.answer = new Heard(false, "it was decided already by jo");
    click(payload("U0KIM", SlackButton.APPROVE, PATCH, null));
    JsonNode said = answer();
    assertEquals("ephemeral", said.path("response_type").asText());
    assertTrue(said.path("text").asText().contains("decided already by jo"));
  }

  @Test
  void it_is_answered_at_once_however_long_a_decision_takes() throws Exception {
    flows.deciding = new CountDownLatch(1);
    assertEquals(200, click(payload("U0KIM", SlackButton.APPROVE, PATCH, null)).statusCode());
    assertEquals(List.of(), flows.decisions);
    flows.deciding.countDown();
    answer();
    assertEquals(1, flows.decisions.size());
  }

  @Test
  void where_temporal_is_away_who_clicked_is_told_so() throws Exception {
    flows.away = true;
    click(payload("U0KIM", SlackButton.APPROVE, PATCH, null));
    assertTrue(answer().path("text").asText().contains("Temporal does not answer"));
  }

  @Test
  void a_signature_is_good_for_five_minutes_either_way() throws Exception {
    byte[] body = form(payload("U0EVE", SlackButton.APPROVE, PATCH, null));
    for (long off : List.of(-301L, 301L)) {
      assertEquals(401, send(NOW + off, sign(NOW + off, body), body).statusCode(), off + " s");
    }
    for (long off : List.of(-299L, 299L)) {
      assertEquals(200, send(NOW + off, sign(NOW + off, body), body).statusCode(), off + " s");
    }
  }

  @Test
  void what_slack_did_not_sign_is_refused() throws Exception {
    byte[] body = form(payload("U0KIM", SlackButton.APPROVE, PATCH, null));
    byte[] other = form(payload("U0KIM", SlackButton.REJECT, PATCH, null));
    assertEquals(401, send(NOW, sign(NOW, other), body).statusCode());
    assertEquals(401, send(NOW + 1, sign(NOW, body), body).statusCode());
    assertEquals(401, send(NOW, "v0=abc", body).statusCode());
    assertEquals(401, send(NOW, "", body).statusCode());
    assertEquals(List.of(), flows.decisions);
  }

  /** As {@code openssl dgst -sha256 -hmac} says it. */
  @Test
  void a_signature_is_what_another_program_makes_of_it() {
    byte[] body = "payload=%7B%22type%22%3A%22block_actions%22%7D".getBytes(StandardCharsets.UTF_8);
    assertEquals(
        "v0=f2a27045bf1dc0a91155e1d5a89899c4946f927ba4f495e520dc15968cab1d1d", sign(NOW, body));
  }

  @Test
  void what_is_no_click_on_our_buttons_is_taken_and_passed_over() throws Exception {
    ObjectNode other = payload("U0KIM", "somebody_elses", PATCH, null);
    assertEquals(200, click(other).statusCode());
    assertEquals(200, click(other.put("type", "view_closed")).statusCode());
    assertTrue(Click.of(form(other)).isEmpty());
    assertEquals(400, post("x=1".getBytes(StandardCharsets.UTF_8)).statusCode());
    assertEquals(400, post("payload=%7B".getBytes(StandardCharsets.UTF_8)).statusCode());
    assertEquals(413, post(new byte[(1 << 20) + 1]).statusCode());
  }

  @Test
  void an_address_that_is_not_slacks_is_sent_nothing() throws Exception {
    String port = ":" + slack.getAddress().getPort();
    for (String host : List.of("http://localhost" + port, "http://127.0.0.1" + port + "0")) {
      click(
          payload("U0KIM", SlackButton.APPROVE, PATCH, null)
              .put("response_url", host + "/actions/elsewhere"));
    }
    click(payload("U0EVE", SlackButton.APPROVE, PATCH, null));
    assertTrue(answer().toString().contains("U0EVE"), "the first of the answers is another's");
  }

  @Test
  void without_the_secret_buttons_are_off_and_it_is_said_how_to_have_them() throws Exception {
    hook.close();
    server.close();
    serve(Optional.empty());
    HttpResponse<String> refused = click(payload("U0KIM", SlackButton.APPROVE, PATCH, null));
    assertEquals(503, refused.statusCode());
    assertTrue(refused.body().contains("NIGHTSHIFT_SLACK_SIGNING_SECRET"), refused.body());
  }

  private void serve(Optional<String> secret) {
    Settings settings =
        new Settings(
            Path.of("."),
            null,
            null,
            null,
            List.of(),
            Optional.of(
                new Settings.Slack(
                    "http://127.0.0.1:" + slack.getAddress().getPort() + "/api",
                    Map.of("U0KIM", "kim@larkspur.example"),
                    0)),
            null,
            null,
            null,
            null);
    hook =
        new SlackHook(
            settings,
            flows,
            (workflow, waiting, choice, person) -> "signed for " + person,
            secret,
            CLOCK);
    server = Server.start(0, 16, config -> config.routes.post(SlackHook.PATH, hook::receive));
  }

  private ObjectNode payload(String user, String action, String patch, String reason) {
    ObjectNode payload = Converter.json().createObjectNode().put("type", "block_actions");
    payload.putObject("user").put("id", user).put("username", "somebody");
    payload.put(
        "response_url", "http://127.0.0.1:" + slack.getAddress().getPort() + "/actions/T0/1/x");
    payload
        .putArray("actions")
        .addObject()
        .put("type", "button")
        .put("action_id", action)
        .put("value", "{\"workflow\":\"" + FLOW + "\",\"patch\":\"" + patch + "\"}");
    ObjectNode message = payload.putObject("message").put("text", "shop: Publish a fix?");
    var blocks = message.putArray("blocks");
    blocks
        .addObject()
        .put("type", "section")
        .putObject("text")
        .put("type", "mrkdwn")
        .put("text", "Publish a fix of 1 file?");
    blocks.addObject().put("type", "input");
    blocks.addObject().put("type", "actions");
    if (reason != null) {
      payload
          .putObject("state")
          .putObject("values")
          .putObject(SlackButton.REASON)
          .putObject(SlackButton.REASON)
          .put("type", "plain_text_input")
          .put("value", reason);
    }
    return payload;
  }

  private ObjectNode answering(String question, String option) {
    ObjectNode payload = payload("U0KIM", SlackButton.ANSWER + 0, "", "since May");
    String value =
        "{\"workflow\":\"%s\",\"question\":\"%s\",\"option\":\"%s\"}"
            .formatted(FLOW, question, option);
    ((ObjectNode) payload.path("actions").path(0)).put("value", value);
    return payload;
  }

  private HttpResponse<String> click(JsonNode payload) throws Exception {
    return post(form(payload));
  }

  private HttpResponse<String> post(byte[] body) throws Exception {
    return send(NOW, sign(NOW, body), body);
  }

  private HttpResponse<String> send(long time, String signature, byte[] body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(server.address().resolve(SlackHook.PATH))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header(SlackSignature.TIME, String.valueOf(time))
            .header(SlackSignature.HEADER, signature)
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofString());
  }

  private JsonNode answer() throws Exception {
    String body = answers.poll(10, TimeUnit.SECONDS);
    assertTrue(body != null, "nobody was told anything");
    return Converter.json().readTree(body);
  }

  private static String sign(long time, byte[] body) {
    return new SlackSignature(SECRET, CLOCK).sign(time, body);
  }

  private static byte[] form(JsonNode payload) {
    return ("payload=" + URLEncoder.encode(payload.toString(), StandardCharsets.UTF_8))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Progress waiting(String patch) {
    return new Progress(
        "remediation",
        "shop",
        "run job-7",
        "approval",
        "a person decides",
        null,
        null,
        new Progress.Waiting("Publish a fix?", patch, null, "base", "proof", 1, 2, null, null));
  }
}
