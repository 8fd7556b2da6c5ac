package dev.nightshift.workflows.remediation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.agent.AgentSessionFlow;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ports.Artifacts.Rerun;
import dev.nightshift.workflows.ports.Chat.Matter;
import dev.nightshift.workflows.ports.Chat.Message;
import dev.nightshift.workflows.scan.ScanFlow;
import dev.nightshift.workflows.scan.ScanOutcome;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.CloudRun;
import dev.nightshift.workflows.values.CloudRun.Status;
import dev.nightshift.workflows.values.DbtResult.DbtError;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Decision.Choice;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Policy.Publish;
import dev.nightshift.workflows.values.Ruling;
import dev.nightshift.workflows.values.Verdict;
import dev.nightshift.workflows.watch.WatchFlow;
import dev.nightshift.workflows.watch.WatchOutcome;
import dev.nightshift.workflows.watch.WatchOutcome.Ending;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Here rather than in the watch's own package, because a remediation begins it. */
class WatchFlowTest {
  private static final String KEY = Ids.cause(FakeWorld.renamed().signature());
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Policy DRAFTS = new Policy(Publish.DRAFT, null, 0, 0, 0, 0, null, null);

  private final FakeWorld world = new FakeWorld();
  private FlowStage stage;

  @BeforeEach
  void open() {
    stage = new FlowStage(world);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void a_run_that_passes_after_the_merge_closes_the_report() {
    published();
    merged();
    passes("night-2", FakeWorld.MODEL);
    WatchOutcome outcome = stage.watched("1");
    assertEquals(Ending.GONE, outcome.ending());
    assertEquals("Mended by pull request 7: it passed in run night-2.", outcome.headline());
    assertEquals("feed2", outcome.report().sha256());
    assertEquals(Map.of(), world.claims);
    assertEquals(List.of(List.of(outcome.headline())), world.added);
    Message last = world.posts.get(world.posts.size() - 1);
    assertEquals(outcome.headline(), last.text());
    assertEquals(
        List.of("fix/shop/1#watch", "fix/shop/1", "fix/shop/1#question"),
        List.of(last.key(), last.thread(), last.place()));
    assertEquals(Matter.ENDING, last.matter());
    assertEquals(0, calls("comment"), "a pull request that did its work is left alone");
  }

  @Test
  void a_run_that_fails_again_reopens_it_with_both() {
    published();
    merged();
    world.reruns.add(new Rerun("night-2", later(), 20, null, List.of(FakeWorld.MODEL)));
    WatchOutcome outcome = stage.watched("1");
    assertEquals(Ending.NOT_GONE, outcome.ending());
    assertEquals("Pull request 7 did not mend it: run night-2 failed again.", outcome.headline());
    assertEquals(Map.of(), world.claims);
    assertEquals(
        List.of(
            outcome.headline(),
            "It was to mend: total is amount now",
            "Run night-2 says: model.shop.stg_orders failed."),
        world.added.get(0));
    assertEquals(1, said("7: " + outcome.headline()), "below the pull request");
    assertEquals(1, said(outcome.headline()), "in the thread");
  }

  @Test
  void a_run_that_has_only_some_of_the_nodes_says_nothing_yet() {
    world.causes = List.of(FakeWorld.renamed(), other());
    published();
    merged();
    passes("hourly", FakeWorld.MODEL);
    world.reruns.add(
        new Rerun("nightly", later() + 1, 20, List.of(FakeWorld.MODEL, "model.shop.b"), List.of()));
    assertEquals("nightly", stage.watched("1").run());
  }

  @Test
  void a_run_that_began_before_the_merge_says_nothing_of_it() {
    published();
    merged();
    world.reruns.add(new Rerun("before", world.mergedAt - 1, 20, null, List.of(FakeWorld.MODEL)));
    WatchOutcome outcome = stage.watched("1");
    assertEquals(Ending.UNSEEN, outcome.ending());
    assertEquals(Map.of(), world.claims, "a week is waited for another");
    assertTrue(calls("next") < 40, calls("next") + " looks");
  }

  @Test
  void where_dbt_could_not_read_the_project_any_run_shows_that_it_can() {
    world.failed = 0;
    world.stopped = List.of(new DbtError("Compilation Error", "models/a.sql", 4, "end"));
    published();
    merged();
    passes("night-2", "model.shop.other");
    assertEquals(Ending.GONE, stage.watched("1").ending());
  }

  @Test
  void closed_without_a_merge_is_remembered_as_a_no_with_who_said_it() {
    published();
    world.pullState = "closed";
    stage.watch("1").look("@ada");
    assertEquals(Ending.CLOSED, stage.watched("1").ending());
    assertEquals(Map.of(KEY, "fix/shop/1"), world.claims);
    assertEquals(Map.of(KEY, "@ada closed /pulls/7 without a merge"), world.notes);
    assertEquals(1, calls("look"), "at once");
  }

  @Test
  void what_no_webhook_told_of_is_found_within_the_hour() {
    published();
    world.pullState = "closed";
    long before = stage.now();
    assertEquals(Ending.CLOSED, stage.watched("1").ending());
    assertTrue(stage.now() - before <= HOUR.toMillis() + 60_000);
    assertEquals("/pulls/7 was closed without a merge", world.notes.get(KEY));
  }

  @Test
  void what_stays_open_is_said_once_and_watched_no_longer_than_it_is_held() {
    published();
    int before = world.messages.size();
    WatchOutcome outcome = stage.watched("1");
    assertEquals(Ending.STILL_OPEN, outcome.ending());
    assertEquals(List.of(outcome.headline()), world.messages.subList(before, before + 1));
    assertEquals(before + 1, world.messages.size());
    assertTrue(calls("look") > 140 && calls("look") < 160, calls("look") + " looks");
    assertEquals(Map.of(KEY, "fix/shop/1"), world.claims, "the ledger forgets by itself");
    int events = stage.history(stage.watch("1")).split("\"eventId\"").length;
    assertTrue(events < 2_000, events + " events");
  }

  @Test
  void a_cause_that_comes_back_after_the_merge_is_looked_after_anew() {
    published();
    merged();
    world.reruns.add(new Rerun("2", later(), 20, null, List.of(FakeWorld.MODEL)));
    Remediation second = stage.start("2", Policy.standard());
    assertEquals(FakeWorld.PATCH.sha256(), stage.awaitQuestion(second).patchHash());
    assertEquals("fix/shop/2", world.claims.get(KEY));
    WatchOutcome outcome = stage.watched("1");
    assertEquals(Ending.NOT_GONE, outcome.ending());
    assertEquals("Run 2 failed of the same. fix/shop/2 looks after it.", world.added.get(0).get(2));
    assertEquals(1, said("7: " + outcome.headline() + " `fix/shop/2` looks after it."));
  }

  @Test
  void who_heard_too_late_is_not_said_to_look_after_it() {
    published();
    merged();
    stage.pass(HOUR);
    world.refusals.put("rerun", ErrorKind.UNAVAILABLE);
    world.reruns.add(new Rerun("2", later(), 20, null, List.of(FakeWorld.MODEL)));
    RemediationOutcome outcome = stage.outcome(stage.start("2", Policy.standard()));
    assertEquals(Verdict.KNOWN, outcome.causes().get(0).verdict());
    world.refusals.remove("rerun");
    assertEquals(Ending.NOT_GONE, stage.watched("1").ending());
    assertEquals(
        "Run 2 failed of the same. Nobody looks after it: fix/shop/2 went on before this was known."
            + " It is begun again by: ./nightshift fix --retry 2",
        world.added.get(0).get(2));
    assertEquals(
        0, world.messages.stream().filter(said -> said.contains("looks after it")).count());
  }

  @Test
  void who_went_on_with_something_else_meanwhile_is_not_said_to_look_after_it_either() {
    published();
    merged();
    stage.pass(HOUR);
    world.refusals.put("rerun", ErrorKind.UNAVAILABLE);
    world.reruns.add(new Rerun("2", later(), 20, null, List.of(FakeWorld.MODEL)));
    world.causes = List.of(FakeWorld.renamed(), other());
    Remediation second = stage.start("2", Policy.standard());
    stage.pass(HOUR);
    stage.awaitQuestion(second);
    world.refusals.remove("rerun");
    assertEquals(Ending.NOT_GONE, stage.watched("1").ending());
    assertTrue(world.added.get(0).get(2).contains("Nobody looks after it: fix/shop/2"));
  }

  @Test
  void a_test_that_has_another_name_with_the_fix_is_watched_by_that() {
    world.provenRuling = new Ruling(null, null, Map.of(FakeWorld.MODEL, "model.shop.renamed"));
    published();
    merged();
    passes("night-2", "model.shop.renamed");
    assertEquals(Ending.GONE, stage.watched("1").ending());
  }

  @Test
  void a_cause_that_comes_back_before_the_merge_is_looked_after_already() {
    published();
    world.reruns.add(new Rerun("2", later(), 20, null, List.of(FakeWorld.MODEL)));
    Remediation second = stage.start("2", Policy.standard());
    RemediationOutcome outcome = stage.outcome(second);
    assertEquals(Verdict.KNOWN, outcome.causes().get(0).verdict());
    assertTrue(outcome.causes().get(0).because().endsWith("looked after already: /pulls/7"));
    merged();
    world.reruns.clear();
    passes("3", FakeWorld.MODEL);
    assertEquals(Ending.GONE, stage.watched("1").ending(), "and is watched on");
  }

  @Test
  void a_run_that_was_on_its_way_while_it_was_merged_is_looked_after_already() {
    published();
    merged();
    world.reruns.add(new Rerun("2", world.mergedAt - 1, 20, null, List.of(FakeWorld.MODEL)));
    RemediationOutcome outcome = stage.outcome(stage.start("2", Policy.standard()));
    assertEquals(Verdict.KNOWN, outcome.causes().get(0).verdict());
  }

  @Test
  void of_dbt_clouds_job_the_next_run_with_the_merge_is_judged_in_the_step_that_failed() {
    world.cloudRuns.put("101", CloudRunTest.run("101", Status.FAILED, "scheduled"));
    Remediation flow = stage.startCloud("101", "webhook", Policy.standard());
    approve(flow);
    stage.outcome(flow);
    merged();
    world.merge = "5eed";
    world.cloudRuns.put("102", began("102", "0ther"));
    world.results.put("102", rerun(List.of(FakeWorld.MODEL)));
    stage.watch("101").look("");
    stage.pass(HOUR);
    assertEquals(0, calls("results 3"), "another branch's run");
    world.merged.add("abc1234");
    world.cloudRuns.put("103", began("103", "abc1234"));
    world.results.put("103", rerun(List.of()));
    WatchOutcome outcome = stage.watched("101");
    assertEquals("Mended by pull request 7: it passed in run 103.", outcome.headline());
    assertEquals(1, calls("results 3"));
  }

  @Test
  void after_a_merge_a_watch_hears_at_once_that_its_job_has_passed() {
    stage.close();
    stage =
        new FlowStage(
            world, ScanFlow.class, RemediationFlow.class, AgentSessionFlow.class, WatchFlow.class);
    world.cloudRuns.put("101", CloudRunTest.run("101", Status.FAILED, "scheduled"));
    Remediation flow = stage.startCloud("101", "webhook", Policy.standard());
    approve(flow);
    stage.outcome(flow);
    assertEquals(new ScanOutcome(0, null, null), stage.passed("102", "551"), "it is open still");
    merged();
    stage.watch("101").look("");
    stage.pass(Duration.ofHours(30));
    world.cloudRuns.put("103", began("103", ""));
    world.results.put("103", rerun(List.of()));
    long before = stage.now();
    assertEquals(List.of("fix/shop/101/watch"), stage.passed("103", "551").told());
    assertEquals(
        "Mended by pull request 7: it passed in run 103.", stage.watched("101").headline());
    assertTrue(stage.now() - before < HOUR.toMillis(), "a look by itself is six hours away");
    assertEquals(Map.of(), world.claims);
  }

  @Test
  void a_draft_that_was_given_up_is_watched_no_longer() {
    Remediation flow = stage.start(DRAFTS);
    String hash = stage.awaitQuestion(flow).patchHash();
    flow.decide(new Decision(Choice.REJECT, "ana", hash, "", "test", ""));
    stage.outcome(flow);
    assertEquals(Ending.GIVEN_UP, stage.watched("1").ending());
    assertEquals(0, calls("look"));
    assertEquals(Map.of(KEY, "/pulls/7 was closed: ana said no."), world.notes);
  }

  @Test
  void a_draft_that_waits_is_watched_whatever_becomes_of_its_flow() {
    Remediation flow = stage.start(DRAFTS);
    stage.awaitQuestion(flow);
    stage.cancel(flow);
    assertThrows(WorkflowFailedException.class, () -> stage.outcome(flow));
    merged();
    passes("night-2", FakeWorld.MODEL);
    assertEquals(Ending.GONE, stage.watched("1").ending());
    assertEquals(Map.of(), world.claims);
    assertEquals(List.of(), world.added, "there was no report to add to");
  }

  @Test
  void who_cannot_be_asked_for_a_day_is_asked_again_and_what_is_open_stays_held() {
    published();
    world.refusals.put("look", ErrorKind.UNAUTHORIZED);
    stage.pass(Duration.ofDays(1));
    assertEquals(Map.of(KEY, "fix/shop/1"), world.claims);
    world.refusals.remove("look");
    merged();
    world.reruns.add(new Rerun("night-2", later(), 20, List.of(FakeWorld.MODEL), null));
    assertEquals(Ending.GONE, stage.watched("1").ending());
  }

  @Test
  void a_draft_that_was_merged_meanwhile_is_no_no_whatever_is_said_of_it_later() {
    Remediation flow = stage.start(DRAFTS);
    String hash = stage.awaitQuestion(flow).patchHash();
    merged();
    flow.decide(new Decision(Choice.REJECT, "ana", hash, "no", "test", ""));
    assertEquals(RemediationOutcome.Ending.PULL_REQUEST, stage.outcome(flow).ending());
    long before = calls("next");
    stage.pass(Duration.ofHours(12));
    assertTrue(calls("next") - before < 10, calls("next") - before + " looks");
    passes("night-2", FakeWorld.MODEL);
    assertEquals(Ending.GONE, stage.watched("1").ending());
  }

  @Test
  void where_nobody_can_find_a_later_run_the_cause_is_given_back() {
    published();
    merged();
    world.refusals.put("next", ErrorKind.BAD_INPUT);
    assertEquals(Ending.STOPPED, stage.watched("1").ending());
    assertEquals(Map.of(), world.claims);
  }

  @Test
  void a_chat_that_takes_nothing_and_a_host_that_takes_no_comment_undo_nothing() {
    published();
    merged();
    world.reruns.add(new Rerun("night-2", later(), 20, null, List.of(FakeWorld.MODEL)));
    world.refusals.put("post", ErrorKind.NOT_FOUND);
    world.refusals.put("comment", ErrorKind.REFUSED);
    assertEquals(Ending.NOT_GONE, stage.watched("1").ending());
    assertEquals(1, world.added.size());
  }

  @Test
  void a_watch_that_is_cancelled_says_and_gives_back_nothing() {
    published();
    int before = world.messages.size();
    stage.cancel(stage.watch("1"));
    WorkflowFailedException ended =
        assertThrows(WorkflowFailedException.class, () -> stage.watched("1"));
    assertTrue(ended.getCause() instanceof CanceledFailure, ended.toString());
    assertEquals(before, world.messages.size());
    assertFalse(world.claims.isEmpty());
  }

  private static Cause other() {
    return new Cause(
        "slip", Verdict.CODE, "model.shop.b", List.of("model.shop.b"), "b", null, null, null);
  }

  private void published() {
    Remediation flow = stage.start(Policy.standard());
    approve(flow);
    assertEquals(RemediationOutcome.Ending.PULL_REQUEST, stage.outcome(flow).ending());
  }

  private void approve(Remediation flow) {
    String hash = stage.awaitQuestion(flow).patchHash();
    flow.decide(new Decision(Choice.APPROVE, "ana", hash, "", "test", ""));
  }

  private void merged() {
    world.mergedAt = stage.now();
    world.pullState = "merged";
  }

  private void passes(String run, String node) {
    world.reruns.add(new Rerun(run, later(), 20, List.of(node), null));
  }

  private long later() {
    return stage.now() + HOUR.toMillis();
  }

  private Rerun rerun(List<String> failed) {
    return new Rerun("", 0, 20, failed.isEmpty() ? List.of(FakeWorld.MODEL) : List.of(), failed);
  }

  private CloudRun began(String id, String commit) {
    return new CloudRun(
        id,
        "551",
        "",
        "31",
        commit,
        "main",
        "scheduled",
        Status.PASSED,
        later(),
        later(),
        0,
        "",
        "");
  }

  private long calls(String activity) {
    return world.calls.stream().filter(activity::equals).count();
  }

  private long said(String message) {
    return world.messages.stream().filter(message::equals).count();
  }
}
