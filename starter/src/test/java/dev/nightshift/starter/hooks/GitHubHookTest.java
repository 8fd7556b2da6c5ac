package dev.nightshift.starter.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.SettingsFile;
import dev.nightshift.activities.github.Discussion.Proposal;
import dev.nightshift.activities.github.Discussion.Remark;
import dev.nightshift.starter.flows.FakeFlows;
import dev.nightshift.starter.flows.Flows.Heard;
import dev.nightshift.starter.http.Server;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.values.Answer;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Decision.Choice;
import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.values.Progress.Asked;
import dev.nightshift.workflows.values.Progress.Way;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.values.Verdict;
import java.io.IOException;
import java.net.URI;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitHubHookTest {
  private static final String SECRET = "a secret that both know";
  private static final String FLOW = "fix/shop/42";
  private static final String HASH = "ab12cd34".repeat(8);
  private static final String YES = "/nightshift approve ab12cd34";

  @TempDir Path folder;
  private final FakeFlows flows = new FakeFlows();
  private final FakeDiscussion gitHub = new FakeDiscussion();
  private final HttpClient client = HttpClient.newHttpClient();
  private Server server;

  @BeforeEach
  void aDraftThatWaits() throws IOException {
    server = serve(Optional.of(SECRET));
    gitHub.writers.add("ada");
    gitHub.proposals.put(7, proposal("open", FLOW));
    flows.holding(FakeFlows.open(FLOW, waiting()));
    said(YES, false);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void the_signature_is_the_one_that_github_documents() {
    assertEquals(
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        new GitHubSignature("It's a Secret to Everybody")
            .sign("Hello, World!".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void a_comment_of_somebody_who_may_write_is_a_signed_decision() throws Exception {
    assertEquals("200 decided", deliver(commented(YES)));
    Decision decision = flows.decisions.get(0);
    assertEquals(Choice.APPROVE, decision.choice());
    assertEquals("@ada github", decision.person() + " " + decision.channel());
    assertEquals(HASH, decision.patchHash());
    assertEquals("signed:" + FLOW + ":@ada", decision.signature());
    assertEquals(List.of(), gitHub.said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nightshift approve ab12cd34.",
        "/nightshift approve `ab12cd34`, looks right",
        "/Nightshift Approve AB12CD34",
      })
  void it_may_be_written_as_people_write(String comment) throws Exception {
    said(comment, false);
    assertEquals("200 decided", deliver(commented(comment)));
    assertEquals(Choice.APPROVE, flows.decisions.get(0).choice());
    assertEquals(List.of(), gitHub.said);
  }

  @Test
  void the_reason_of_a_no_begins_behind_the_comma() throws Exception {
    said("/nightshift reject AB12CD34, too hasty", false);
    deliver(commented("/nightshift reject AB12CD34, too hasty"));
    assertEquals(Choice.REJECT, flows.decisions.get(0).choice());
    assertEquals("too hasty", flows.decisions.get(0).reason());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nightshift approve",
        "/nightshift approve it",
        "/nightshift approve ab12",
        "/nightshift approve ab12cd34;drop",
        "/nightshift merge ab12cd34",
        "/nightshift",
        "/NIGHTSHIFT yes",
      })
  void what_is_no_command_is_told_what_to_say_and_approves_nothing(String comment)
      throws Exception {
    said(comment, false);
    String answer = deliver(commented(comment));
    assertEquals(List.of(), flows.decisions);
    assertTrue(answer.contains("say `/nightshift approve ab12cd34ab12`, or"), answer);
    assertTrue(gitHub.said.get(0).contains("`/nightshift reject ab12cd34ab12` and why not"));
  }

  @Test
  void what_is_no_command_is_told_which_question_is_open_or_that_none_is() throws Exception {
    flows.holding(FakeFlows.open(FLOW, asking(asked("1a2b3c4d"))));
    said("/nightshift the second one", false);
    refused("say `/nightshift answer` and which; the answers are 1 or `add_kiosk`, 2 or `source`");
    flows.holding(FakeFlows.ended(FLOW, null, outcome()));
    refused("nothing waits here for a word");
  }

  @Test
  void who_may_not_write_and_what_only_looks_alike_is_told_nothing() throws Exception {
    for (String other : List.of("/nightshifts are long", "/nightshift/bin is a folder")) {
      said(other, false);
      assertTrue(deliver(commented(other)).contains("no decision"), other);
    }
    gitHub.writers.clear();
    said("/nightshift approve", false);
    assertTrue(deliver(commented("/nightshift approve")).contains("may not write"));
    assertEquals(List.of(), gitHub.said);
  }

  @Test
  void a_no_carries_its_reason_and_needs_one() throws Exception {
    said("/nightshift reject ab12cd34\nThe source is wrong.", false);
    deliver(commented("/nightshift reject ab12cd34"));
    assertEquals(Choice.REJECT, flows.decisions.get(0).choice());
    assertEquals("The source is wrong.", flows.decisions.get(0).reason());
    said("/nightshift reject ab12cd34", false);
    refused("why not");
  }

  @Test
  void what_the_webhook_says_counts_for_nothing_where_github_says_otherwise() throws Exception {
    said("/nightshift reject ab12cd34 no", false);
    deliver(commented(YES));
    assertEquals(Choice.REJECT, flows.decisions.get(0).choice());
    gitHub.remarks.clear();
    assertEquals("200 the comment is gone", deliver(commented(YES)));
    assertEquals(1, flows.decisions.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nightshift answer 2",
        "/nightshift answer `source`",
        "/nightshift answer The data is wrong",
        "/nightshift answer 1a2b3c4d SOURCE.",
      })
  void an_open_question_is_answered_by_number_name_or_words(String comment) throws Exception {
    flows.holding(FakeFlows.open(FLOW, asking(asked("1a2b3c4d"))));
    said(comment + "\nThe desk said so.", false);
    assertEquals("200 answered", deliver(commented(comment)));
    assertEquals(
        List.of(new Answer("1a2b3c4d", "source", "@ada", "The desk said so.", "github")),
        flows.answers);
    assertEquals(List.of(), gitHub.said);
    assertEquals(List.of(), flows.decisions);
  }

  @Test
  void an_answer_that_is_none_is_told_which_there_are() throws Exception {
    flows.holding(FakeFlows.open(FLOW, asking(asked("1a2b3c4d"))));
    for (String other : List.of("3", "0", "kiosk", "", "source known", "99999999 1")) {
      said("/nightshift answer " + other, false);
      refused("the answers are 1 or `add_kiosk`, 2 or `source`");
    }
    assertEquals(List.of(), flows.answers);
  }

  @Test
  void of_several_questions_an_answer_names_one() throws Exception {
    flows.holding(FakeFlows.open(FLOW, asking(asked("1a2b3c4d"), asked("5e6f7a8b"))));
    said("/nightshift answer 1", false);
    refused("`5e6f7a8b` takes 1 or `add_kiosk`");
    said("/nightshift answer 5e6f7a8b 1", false);
    deliver(commented("/nightshift answer 1"));
    assertEquals(List.of(new Answer("5e6f7a8b", "add_kiosk", "@ada", "", "github")), flows.answers);
  }

  @Test
  void an_answer_counts_by_whom_and_where_a_decision_would() throws Exception {
    said("/nightshift answer 1", false);
    refused("no question is open");
    flows.holding(FakeFlows.open(FLOW, asking(asked("1a2b3c4d"))));
    said("/nightshift answer 1", true);
    refused("edited");
    said("/nightshift answer 1", false);
    gitHub.writers.clear();
    assertTrue(deliver(commented("/nightshift answer 1")).contains("may not write"));
    gitHub.remarks.put(5L, new Remark(7, "ada", false, false, "/nightshift answer 1"));
    assertTrue(deliver(commented("/nightshift answer 1")).contains("no person"));
    assertEquals(List.of(), flows.answers);
    gitHub.writers.add("ada");
    flows.answer = new Heard(false, "somebody was faster");
    said("/nightshift answer 1", false);
    assertTrue(deliver(commented("/nightshift answer 1")).contains("somebody was faster"));
    assertTrue(gitHub.said.get(gitHub.said.size() - 1).contains("somebody was faster"));
  }

  @Test
  void an_edited_comment_decides_nothing() throws Exception {
    said(YES, true);
    refused("edited");
  }

  @Test
  void who_may_not_write_and_what_is_no_person_decides_nothing() throws Exception {
    gitHub.writers.clear();
    assertTrue(deliver(commented(YES)).contains("may not write"));
    gitHub.writers.add("ada");
    gitHub.remarks.put(5L, new Remark(7, "ada", false, false, YES));
    assertTrue(deliver(commented(YES)).contains("no person"));
    assertEquals(List.of(), flows.decisions);
    assertEquals(List.of(), gitHub.said, "strangers get no answer");
  }

  @Test
  void another_patch_and_a_question_that_is_not_asked_any_more_are_said() throws Exception {
    said("/nightshift approve 999999", false);
    refused("another patch waits");
    said(YES, false);
    flows.holding(FakeFlows.ended(FLOW, null, outcome()));
    refused("nothing waits");
  }

  @Test
  void a_pull_request_that_is_not_ours_or_names_another_flow_decides_nothing() throws Exception {
    flows.holding(FakeFlows.open("fix/shop/43", waiting()));
    gitHub.proposals.put(7, proposal("open", "fix/shop/43"));
    deliver(commented(YES));
    assertEquals("signed:" + FLOW + ":@ada", flows.decisions.get(0).signature());
    gitHub.proposals.clear();
    assertTrue(deliver(commented(YES)).contains("not ours"));
    assertEquals(1, flows.decisions.size());
  }

  @Test
  void only_the_first_line_is_a_command() throws Exception {
    said("I would say:\n" + YES, false);
    assertTrue(deliver(commented(YES)).contains("no person decides"));
    assertTrue(deliver(commented("nice")).contains("no decision"));
    assertEquals(List.of(), flows.decisions);
  }

  @Test
  void a_draft_that_a_person_closes_is_a_no_to_the_flow_that_waits() throws Exception {
    gitHub.proposals.put(7, proposal("closed", FLOW));
    assertEquals("200 taken as a no", deliver(closed("ada")));
    assertEquals(Choice.REJECT, flows.decisions.get(0).choice());
    assertEquals("@ada", flows.decisions.get(0).person());
  }

  @Test
  void what_was_published_and_closed_unmerged_is_told_to_whoever_watches_it() throws Exception {
    gitHub.proposals.put(7, proposal("closed", FLOW));
    flows.holding(FakeFlows.ended(FLOW, waiting(), outcome()));
    assertEquals("200 remembered as a no", deliver(closed("ada")));
    assertEquals(List.of(FLOW + " @ada"), flows.looks);
    flows.watched = false;
    assertEquals("200 nobody watches it any more", deliver(closed("ada")));
  }

  @Test
  void after_a_merge_the_next_run_is_watched_whatever_the_webhook_says() throws Exception {
    gitHub.proposals.put(7, proposal("merged", FLOW));
    assertEquals("200 merged: the next run is watched", deliver(closed("ada")));
    assertEquals(List.of(FLOW + " "), flows.looks);
    assertEquals(List.of(), flows.decisions, "it is no no");
  }

  @Test
  void what_we_closed_ourselves_is_no_no() throws Exception {
    gitHub.proposals.put(7, proposal("closed", FLOW));
    deliver(closed(FakeDiscussion.US));
    assertEquals(List.of(), flows.decisions);
    assertEquals(List.of(), flows.looks);
  }

  @Test
  void what_is_not_signed_with_the_secret_is_refused() throws Exception {
    byte[] body = commented(YES).getBytes(StandardCharsets.UTF_8);
    assertTrue(deliver("issue_comment", body, "").startsWith("401"));
    assertTrue(
        deliver("issue_comment", body, new GitHubSignature("another").sign(body))
            .startsWith("401"));
    server.close();
    server = serve(Optional.empty());
    assertTrue(deliver(commented(YES)).startsWith("503"));
    assertEquals(List.of(), flows.decisions);
  }

  @Test
  void a_repository_of_no_project_and_a_broken_body_are_refused() throws Exception {
    assertTrue(deliver(commented(YES).replace("acme/shop", "acme/other")).startsWith("400"));
    byte[] broken = "{".getBytes(StandardCharsets.UTF_8);
    assertTrue(
        deliver("issue_comment", broken, new GitHubSignature(SECRET).sign(broken))
            .startsWith("400"));
  }

  @Test
  void where_github_or_temporal_is_away_it_is_said_so() throws Exception {
    gitHub.trouble = ErrorKind.UNAVAILABLE.failure("GitHub does not answer");
    assertTrue(deliver(commented(YES)).startsWith("503"));
    gitHub.trouble = ErrorKind.UNAUTHORIZED.failure("no token");
    assertTrue(deliver(commented(YES)).startsWith("502"));
    gitHub.trouble = null;
    flows.away = true;
    assertTrue(deliver(commented(YES)).startsWith("503"));
  }

  @Test
  void other_events_are_taken_and_passed_over() throws Exception {
    byte[] ping = "{\"zen\": \"x\"}".getBytes(StandardCharsets.UTF_8);
    assertTrue(deliver("ping", ping, new GitHubSignature(SECRET).sign(ping)).startsWith("200"));
  }

  private void refused(String why) throws Exception {
    int before = flows.decisions.size();
    String answer = deliver(commented(YES));
    assertTrue(answer.startsWith("200") && answer.contains(why), answer);
    assertTrue(gitHub.said.get(gitHub.said.size() - 1).contains(why));
    assertEquals(before, flows.decisions.size());
    assertEquals(List.of(), flows.answers);
  }

  private void said(String body, boolean edited) {
    gitHub.remarks.put(5L, new Remark(7, "ada", true, edited, body));
  }

  private static Proposal proposal(String state, String workflow) {
    return new Proposal(
        new Pull(7, "https://github.example.com/7", Ids.branch(FLOW), "c", state), workflow);
  }

  private static Progress waiting() {
    return new Progress(
        "remediation",
        "shop",
        "run 42",
        "approval",
        "",
        null,
        null,
        new Progress.Waiting(
            "Ready?", HASH, new BlobRef(HASH, 1, "p"), "base", "proof", 0, 0, null, null));
  }

  private static Asked asked(String id) {
    return new Asked(
        id,
        "What is it?",
        List.of(new Way("add_kiosk", "It is accepted"), new Way("source", "The data is wrong")));
  }

  /** With nothing to decide beside it: the pull request is out. */
  private static Progress asking(Asked... open) {
    return new Progress(
        "remediation",
        "shop",
        "run 42",
        "approval",
        "",
        null,
        null,
        new Progress.Waiting("What?", "", null, "", "", 0, 0, List.of(open), null));
  }

  private static RemediationOutcome outcome() {
    Cause mended = cause("renamed_column", Verdict.CODE);
    return new RemediationOutcome(
        RemediationOutcome.Ending.PULL_REQUEST,
        "",
        List.of(mended, cause("late_source", Verdict.SOURCE)),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static Cause cause(String kind, Verdict verdict) {
    return new Cause(kind, verdict, "model.shop.orders", List.of(), "", List.of(), Map.of(), null);
  }

  private static String commented(String body) {
    return """
    {"action": "created", "issue": {"number": 7, "pull_request": {"url": "u"}},
     "comment": {"id": 5, "body": "%s"}, "repository": {"full_name": "acme/shop"}}
    """
        .formatted(body);
  }

  private static String closed(String sender) {
    return """
    {"action": "closed", "pull_request": {"number": 7, "merged": false},
     "sender": {"login": "%s"}, "repository": {"full_name": "acme/shop"}}
    """
        .formatted(sender);
  }

  private String deliver(String body) throws Exception {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String event = body.contains("\"comment\"") ? "issue_comment" : "pull_request";
    return deliver(event, bytes, new GitHubSignature(SECRET).sign(bytes));
  }

  /** The status and the sentence. */
  private String deliver(String event, byte[] body, String signature) throws Exception {
    URI hook = server.address().resolve(GitHubHook.PATH);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(hook)
            .header("X-GitHub-Event", event)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (!signature.isEmpty()) {
      request.header(GitHubSignature.HEADER, signature);
    }
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body().replaceAll("^\\{\"\\w+\":\"|\"}$", "");
  }

  private Server serve(Optional<String> secret) throws IOException {
    Path file = folder.resolve("nightshift.yml");
    Files.writeString(
        file,
        """
        projects:
          - name: shop
            repository: acme/shop
            code_host: {kind: github}
            warehouse: {kind: duckdb, path: prod.duckdb}
        """);
    GitHubHook hook =
        new GitHubHook(
            SettingsFile.read(file),
            flows,
            (workflow, waiting, choice, person) -> "signed:" + workflow + ":" + person,
            gitHub,
            secret);
    return Server.start(0, 8, config -> config.routes.post(GitHubHook.PATH, hook::receive));
  }
}
