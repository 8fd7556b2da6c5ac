package dev.nightshift.workflows.remediation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ledger.Ledger;
import dev.nightshift.workflows.ports.Chat.Matter;
import dev.nightshift.workflows.ports.Chat.Message;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Engines.Tried;
import dev.nightshift.workflows.ports.Roles.Worker;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.Answer;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Cause.Option;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Decision.Choice;
import dev.nightshift.workflows.values.Failure;
import dev.nightshift.workflows.values.Leash;
import dev.nightshift.workflows.values.Limits;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Policy.Publish;
import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.values.Ruling;
import dev.nightshift.workflows.values.Ruling.Refusal;
import dev.nightshift.workflows.values.Usage;
import dev.nightshift.workflows.values.Verdict;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemediationFlowTest {
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
  void an_approved_fix_ends_in_one_pull_request_and_a_report_on_the_rest() {
    Remediation flow = stage.start(Policy.standard());
    Progress.Waiting waiting = stage.awaitQuestion(flow);
    assertEquals(FakeWorld.PATCH.sha256(), waiting.patchHash());
    assertEquals(List.of(), world.branches, "nothing leaves before a person agrees");
    assertEquals(0, world.sandboxes.size(), "the sandbox is gone while it waits");

    flow.decide(decision(Choice.APPROVE, waiting.patchHash()));

    RemediationOutcome outcome = stage.outcome(flow);
    assertEquals(Ending.PULL_REQUEST, outcome.ending());
    assertEquals(7, outcome.pull().number());
    assertEquals("c0ffee", outcome.pull().commit());
    assertEquals(List.of(FakeWorld.TEST), outcome.remaining());
    assertEquals("ana", outcome.decision().person());
    assertEquals(1, world.branches.size());
    assertEquals(2, world.reports.size(), "while it waited, and as it ended");
    assertEquals(FakeWorld.CHANGE, world.reports.get(0).change());
    assertEquals(
        List.of(
            "read",
            "diagnose",
            "sandbox",
            "reproduce",
            "fix",
            "verify",
            "approval",
            "publish",
            "report",
            "done"),
        outcome.steps().stream().map(Progress.Step::phase).toList());
  }

  private static Cause hidden(String name, Verdict verdict) {
    return new Cause(
        name,
        verdict,
        "model.shop." + name,
        List.of("test.shop." + name),
        name + " showed",
        null,
        null,
        null);
  }

  private long calls(String activity) {
    return world.calls.stream().filter(activity::equals).count();
  }

  @Test
  void what_a_fix_uncovers_is_mended_with_it() {
    world.hidden.put(1, hidden("new_value", Verdict.CODE));
    Remediation flow = stage.start(Policy.standard());
    flow.decide(decision(Choice.APPROVE, stage.awaitQuestion(flow).patchHash()));
    RemediationOutcome outcome = stage.outcome(flow);
    assertEquals(Ending.PULL_REQUEST, outcome.ending());
    assertEquals(2, calls("work"));
    assertEquals(2, calls("verify"));
    assertEquals(1, calls("examine proof"), "it is the whole that is proven");
    assertEquals(
        List.of("new_value", "renamed_source_column"),
        outcome.causes().stream().filter(Cause::mended).map(Cause::kind).sorted().toList());
    assertEquals(2, world.notes.size(), "both causes know their pull request");
    assertEquals("Pull request 7 makes 2 causes green.", outcome.headline());
  }

  @Test
  void what_a_fix_uncovers_waits_when_the_money_is_spent() {
    world.hidden.put(1, hidden("new_value", Verdict.CODE));
    world.usage = new Usage(1000, 100, 3, 5);
    stage.awaitQuestion(stage.start(Policy.standard()));
    assertEquals(1, calls("work"));
    assertEquals(1, calls("examine proof"));
  }

  @Test
  void what_a_fix_uncovers_and_is_not_ours_remains() {
    world.hidden.put(1, hidden("late_rows", Verdict.SOURCE));
    Remediation flow = stage.start(Policy.standard());
    flow.decide(decision(Choice.APPROVE, stage.awaitQuestion(flow).patchHash()));
    RemediationOutcome outcome = stage.outcome(flow);
    assertEquals(1, calls("work"));
    assertEquals(List.of(FakeWorld.TEST, "test.shop.late_rows"), outcome.remaining());
  }

  @Test
  void where_cause_hides_behind_cause_it_gives_up_in_the_end() {
    for (int round = 1; round <= 5; round++) {
      world.hidden.put(round, hidden("layer_" + round, Verdict.CODE));
    }
    world.provenRuling = new Ruling(List.of(new Refusal("fails_anew", "x", "red")), null);
    Remediation flow = stage.start(Policy.standard());
    assertEquals(Ending.REPORT, stage.outcome(flow).ending());
    assertEquals(3, calls("verify"));
  }

  @Test
  void a_rejection_publishes_nothing() {
    Remediation flow = stage.start(Policy.standard());
    flow.decide(decision(Choice.REJECT, stage.awaitQuestion(flow).patchHash()));
    RemediationOutcome outcome = stage.outcome(flow);
    assertEquals(Ending.REJECTED, outcome.ending());
    assertEquals(List.of(), world.branches);
    assertTrue(outcome.headline().contains("too hasty"), outcome.headline());
  }

  private static final List<BlobRef> PATCHES =
      IntStream.range(0, 5).mapToObj(n -> new BlobRef(("a" + n).repeat(32), n, "patch")).toList();

  @Test
  void a_fix_that_does_not_hold_is_followed_by_one_that_knows_why() {
    world.patches = PATCHES;
    world.refused.put(PATCHES.get(0), "a filter that was not there");
    Remediation flow = stage.start(Policy.standard());
    assertEquals(PATCHES.get(1).sha256(), stage.awaitQuestion(flow).patchHash());
    assertEquals(List.of(), world.tasks.get(0).tried());
    assertEquals(
        List.of(
            new Tried(
                PATCHES.get(0), List.of("rows_lost (models/a.sql): a filter that was not there"))),
        world.tasks.get(1).tried());
    assertEquals(1, calls("reproduce"), "the failure is still there");
    assertTrue(
        flow.progress().found().stream().anyMatch(line -> line.contains("did not hold: rows_lost")),
        flow.progress().found().toString());
  }

  @Test
  void a_cause_whose_fix_is_refused_keeps_no_other_from_being_mended() {
    Cause duplicates = ofCode(FakeWorld.duplicates());
    world.causes = List.of(FakeWorld.renamed(), duplicates);
    world.patches = List.of(PATCHES.get(0), PATCHES.get(0), PATCHES.get(1));
    world.refused.put(PATCHES.get(0), "no");
    world.refusedAt = duplicates.nodes().get(0);
    Remediation flow = stage.start(Policy.standard());
    assertEquals(PATCHES.get(1).sha256(), stage.awaitQuestion(flow).patchHash());
    assertEquals(
        List.of(FakeWorld.renamed().signature()),
        world.tasks.get(2).causes().stream().map(Cause::signature).toList());
    flow.decide(decision(Choice.APPROVE, PATCHES.get(1).sha256()));
    RemediationOutcome outcome = stage.outcome(flow);
    assertEquals(Ending.PULL_REQUEST, outcome.ending());
    assertTrue(
        outcome.causes().stream()
            .anyMatch(cause -> cause.left().startsWith("its fix did not hold: rows_lost (")),
        outcome.causes().toString());
  }

  private static Cause ofCode(Cause cause) {
    return cause.with(Verdict.CODE, cause.because());
  }

  @Test
  void a_fix_that_is_paid_for_is_tried_though_nothing_is_left_to_spend() {
    world.patches = PATCHES;
    world.usage = new Usage(1000, 100, 3, 0.30);
    Remediation flow =
        stage.start(new Policy(null, null, 0, 0, 0, 0, null, null, 9, null, 0, 0.50));
    flow.decide(decision(Choice.REJECT, stage.awaitQuestion(flow).patchHash()));
    stage.awaitFound(flow, 2, "fail again");
    assertEquals(PATCHES.get(1).sha256(), stage.awaitQuestion(flow).patchHash());
  }

  @Test
  void it_is_tried_as_often_as_the_policy_says() {
    world.patches = PATCHES;
    PATCHES.forEach(patch -> world.refused.put(patch, "no"));
    RemediationOutcome outcome =
        stage.outcome(stage.start(new Policy(null, null, 0, 0, 0, 0, null, null, 2, null, 0, 0)));
    assertEquals(Ending.REPORT, outcome.ending());
    assertEquals(2, calls("work"));
    assertEquals(1, outcome.refusals().size(), "those of the last attempt");
  }

  @Test
  void no_other_fix_is_asked_for_when_the_money_is_spent() {
    world.patches = PATCHES;
    PATCHES.forEach(patch -> world.refused.put(patch, "no"));
    world.usage = new Usage(1000, 100, 3, 0.30);
    Remediation flow =
        stage.start(new Policy(null, null, 0, 0, 0, 0, null, null, 9, null, 0, 0.50));
    RemediationOutcome outcome = stage.outcome(flow);
    assertEquals(Ending.REPORT, outcome.ending());
    assertEquals(2, calls("work"), "with the first there was something left");
    assertEquals(new Usage(2000, 200, 6, 0.60), outcome.usage(), "what did not hold cost too");
    assertTrue(
        flow.progress()
            .found()
            .contains(
                "No other fix is asked for: 0.60 dollars are used, and policy.max_dollars is 0.50"
                    + " dollars."),
        flow.progress().found().toString());
  }

  @Test
  void no_other_fix_is_asked_for_when_the_tokens_or_turns_of_the_run_are_used() {
    world.patches = PATCHES;
    PATCHES.forEach(patch -> world.refused.put(patch, "no"));
    world.usage = new Usage(1000, 100, 3, 0);
    assertEquals(
        "1100 tokens are used, and policy.max_tokens is 1000 tokens.",
        whyNoOther(new Limits(0, 1000, 0, 0)));
    assertEquals(1, calls("work"));
    assertEquals(
        "6 turns are used, and policy.max_turns is 5 turns.", whyNoOther(new Limits(0, 0, 5, 0)));
    assertEquals(3, calls("work"), "with the first there was something left");
    assertEquals(2, world.tasks.get(2).leash().turns(), "what the run may still ask");
  }

  @Test
  void no_other_fix_is_asked_for_when_the_time_of_the_run_is_over() {
    world.patches = PATCHES;
    PATCHES.forEach(patch -> world.refused.put(patch, "no"));
    world.meanwhile.put(
        "work",
        () -> {
          if (calls("work") % 2 == 1) {
            throw ApplicationFailure.newBuilder()
                .setMessage("away")
                .setType(ErrorKind.UNAVAILABLE.name())
                .setNextRetryDelay(Duration.ofSeconds(90))
                .build();
          }
        });
    String why = whyNoOther(new Limits(0, 0, 0, 100));
    assertTrue(why.endsWith("seconds are used, and policy.max_time is 100 seconds."), why);
    assertEquals(4, calls("work"), "each of two was begun twice");
    assertEquals(100, world.tasks.get(0).leash().seconds());
    assertTrue(world.tasks.get(1).leash().seconds() <= 10, "what the run may still take");
  }

  @Test
  void what_a_run_may_use_lets_no_session_use_more_than_is_usual() {
    world.usage = new Usage(1000, 100, 3, 0);
    stage.outcome(
        stage.start(
            new Policy(
                null,
                null,
                0,
                0,
                0,
                0,
                null,
                null,
                1,
                null,
                0,
                0,
                0,
                null,
                new Limits(0, 90_000_000, 900, 90_000),
                null)));
    Leash leash = world.tasks.get(0).leash();
    assertEquals(Leash.standard().tokens(), leash.tokens());
    assertEquals(Leash.standard().turns(), leash.turns());
    assertEquals(Leash.standard().seconds(), leash.seconds());
    assertEquals(90_000_000, leash.inAll().tokens(), "two engines may use more than one");
    assertEquals(900, leash.inAll().turns());
    assertEquals(90_000, leash.inAll().seconds());
  }

  /** By what is found behind that no other fix is asked for. */
  private String whyNoOther(Limits aRun) {
    Remediation flow =
        stage.start(
            new Policy(null, null, 0, 0, 0, 0, null, null, 9, null, 0, 0, 0, null, aRun, null));
    assertEquals(Ending.REPORT, stage.outcome(flow).ending());
    String before = "No other fix is asked for: ";
    return flow.progress().found().stream()
        .filter(found -> found.startsWith(before))
        .map(found -> found.substring(before.length()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void who_mends_and_how_far_is_what_the_project_says_of_the_role() {
    world.worker = new Worker("codex", new Limits(2, 50_000, 7, 90), "claude-code is left out");
    world.patches = PATCHES;
    PATCHES.forEach(patch -> world.refused.put(patch, "no"));
    world.usage = new Usage(1000, 100, 3, 0.75);
    Remediation flow =
        stage.start(new Policy(null, null, 0, 0, 0, 0, null, null, 2, null, 0, 2.50));
    assertEquals(Ending.REPORT, stage.outcome(flow).ending());
    Engines.Task first = world.tasks.get(0);
    assertEquals("codex", first.engine());
    assertEquals(50_000, first.leash().tokens());
    assertEquals(7, first.leash().turns());
    assertEquals(90, first.leash().seconds());
    assertEquals(2, first.leash().dollars());
    assertEquals(1.75, world.tasks.get(1).leash().dollars(), 1e-9, "what the run may still spend");
    assertEquals(1, calls("worker"));
    assertEquals(2, calls("brief"), "codex reads; the project's rules would not");
    assertTrue(flow.progress().found().contains("claude-code is left out"));
  }

  @Test
  void the_same_fix_again_is_not_built_again() {
    world.patches = PATCHES.subList(0, 1);
    world.provenRuling = new Ruling(List.of(new Refusal("fails_anew", "x", "red")), null);
    assertEquals(Ending.REPORT, stage.outcome(stage.start(Policy.standard())).ending());
    assertEquals(2, calls("work"));
    assertEquals(1, calls("verify"));
  }

  @Test
  void a_no_with_a_reason_is_followed_by_another_fix_if_there_is_one() {
    world.patches = PATCHES.subList(0, 2);
    Remediation flow = stage.start(Policy.standard());
    flow.decide(decision(Choice.REJECT, stage.awaitQuestion(flow).patchHash()));
    stage.awaitFound(flow, 2, "fail again");
    assertEquals(PATCHES.get(1).sha256(), stage.awaitQuestion(flow).patchHash());
    assertEquals(List.of("ana said no: too hasty"), world.tasks.get(1).tried().get(0).objections());

    flow.decide(decision(Choice.REJECT, PATCHES.get(1).sha256()));
    assertEquals(Ending.REJECTED, stage.outcome(flow).ending());
    assertEquals(2, calls("make"), "nothing is copied for a fix that is not there");
    assertEquals(0, world.sandboxes.size());
  }

  @Test
  void where_nothing_is_published_a_fix_stays_in_the_report() {
    Policy policy = new Policy(Publish.SUGGEST, null, 0, 0, 0, 0, null, null);
    RemediationOutcome outcome = stage.outcome(stage.start(policy));
    assertEquals(Ending.REPORT, outcome.ending());
    assertEquals(FakeWorld.PATCH, outcome.patch());
    assertEquals(List.of(), world.branches);
  }

  @Test
  void an_agent_that_thinks_is_briefed_of_what_is_open_and_rules_are_not() {
    Remediation flow = stage.start(Policy.standard(), "model");
    stage.awaitQuestion(flow);
    assertEquals("1 causes.md", world.tasks.get(0).briefing().name());
    stage.cancel(flow);
  }

  @Test
  void where_enough_pull_requests_wait_for_people_a_fix_stays_in_the_report() {
    Policy two = new Policy(null, null, 0, 0, 0, 0, null, null, 0, null, 2, 0);
    Pull open = new Pull(7, "https://host/7", "nightshift/x", "c0", "open");
    world.waiting = List.of(open, open);
    RemediationOutcome outcome = stage.outcome(stage.start(two));
    assertEquals(Ending.REPORT, outcome.ending());
    assertTrue(outcome.headline().contains("2 pull requests wait"), outcome.headline());
    assertEquals(FakeWorld.PATCH, outcome.patch());
    assertEquals(List.of(), world.branches);
    assertEquals(Map.of(), world.claims, "the next night tries again");
  }

  @Test
  void a_bare_no_ends_it() {
    world.patches = PATCHES;
    Remediation flow = stage.start(Policy.standard());
    String hash = stage.awaitQuestion(flow).patchHash();
    flow.decide(new Decision(Choice.REJECT, "ana", hash, "", "cli", ""));
    assertEquals(Ending.REJECTED, stage.outcome(flow).ending());
    assertEquals(1, calls("work"));
  }

  private static Answer answer(Progress.Asked asked, String option) {
    return new Answer(asked.id(), option, "ana", "", "test");
  }

  @Test
  void what_a_person_answers_is_mended_as_if_it_had_been_known() {
    world.causes = List.of(FakeWorld.ambiguous(), FakeWorld.duplicates());
    Remediation flow = stage.start(Policy.standard());
    Progress.Waiting waiting = stage.awaitQuestion(flow);
    assertFalse(waiting.decides());
    assertEquals("charged or settled?", waiting.question());
    assertEquals(1, world.reports.size(), "the report is there in the morning");
    assertEquals(1, world.claims.size(), "the next night does not ask the same");

    assertEquals("noted, by ana", flow.answer(answer(waiting.asked().get(0), "charged")));
    stage.awaitFound(flow, 1, "fail again");
    flow.decide(decision(Choice.APPROVE, stage.awaitQuestion(flow).patchHash()));
    RemediationOutcome outcome = stage.outcome(flow);
    assertEquals(Ending.PULL_REQUEST, outcome.ending());
    Cause cause = world.tasks.get(0).causes().get(0);
    assertEquals("renamed_source_column", cause.kind());
    assertEquals(Map.of("from", "total", "to", "charged"), cause.details());
    assertEquals("ana answered: charged is total now", cause.evidence().get(0).says());
    assertEquals(2, world.messages.stream().filter(text -> text.endsWith("?")).count());
  }

  @Test
  void an_answer_that_calls_for_no_edit_ends_in_the_report() {
    world.causes = List.of(FakeWorld.ambiguous());
    Remediation flow = stage.start(Policy.standard());
    flow.answer(answer(stage.awaitQuestion(flow).asked().get(0), "source"));
    RemediationOutcome outcome = stage.outcome(flow);
    assertEquals(Ending.REPORT, outcome.ending());
    assertEquals(Verdict.SOURCE, outcome.causes().get(0).verdict());
    assertEquals(0, calls("make"));
    assertEquals(Map.of(), world.claims);
  }

  @Test
  void who_cannot_say_ends_it_as_a_question() {
    world.causes = List.of(FakeWorld.ambiguous());
    Remediation flow = stage.start(Policy.standard());
    flow.answer(answer(stage.awaitQuestion(flow).asked().get(0), Option.NONE));
    RemediationOutcome outcome = stage.outcome(flow);
    assertEquals(Verdict.UNCLEAR, outcome.causes().get(0).verdict());
    assertEquals(List.of(), outcome.causes().get(0).evidence());
    assertTrue(outcome.headline().startsWith("A person has to look"), outcome.headline());
    assertEquals(Map.of(), world.claims);
  }

  @Test
  void a_question_that_nobody_answers_ends_in_the_report() {
    world.causes = List.of(FakeWorld.ambiguous());
    RemediationOutcome outcome =
        stage.outcome(stage.start(new Policy(null, null, 60, 3600, 0, 0, null, null)));
    assertEquals(Ending.REPORT, outcome.ending());
    assertTrue(world.messages.contains("Still waiting: charged or settled?"));
    assertEquals(Map.of(), world.claims);
  }

  /** Both can be given; what is agreed to is what was shown. */
  @Test
  void a_fix_does_not_wait_for_the_answer_to_something_else() {
    world.causes = List.of(FakeWorld.renamed(), FakeWorld.leftOpen());
    Remediation flow = stage.start(Policy.standard());
    Progress.Waiting waiting = stage.awaitQuestion(flow);
    assertTrue(waiting.decides());
    flow.answer(answer(waiting.asked().get(0), "source"));
    waiting = stage.awaitWaiting(flow, next -> next.asked().isEmpty());
    flow.decide(decision(Choice.APPROVE, waiting.patchHash()));
    RemediationOutcome outcome = stage.outcome(flow);
    assertEquals(Ending.PULL_REQUEST, outcome.ending());
    assertEquals(1, calls("make"), "an answer that changes no code has nothing built again");
    assertEquals(
        List.of(Verdict.CODE, Verdict.SOURCE),
        outcome.causes().stream().map(Cause::verdict).toList());
  }

  @ParameterizedTest
  @EnumSource(
      value = Publish.class,
      names = {"PUBLISH", "SUGGEST", "ASK"})
  void what_a_fix_leaves_open_is_asked_once_the_fix_is_where_it_goes(Publish how) {
    world.causes = List.of(FakeWorld.renamed(), FakeWorld.leftOpen());
    Remediation flow = stage.start(new Policy(how, null, 0, 0, 0, 0, null, null));
    if (how == Publish.ASK) {
      flow.decide(decision(Choice.APPROVE, stage.awaitQuestion(flow).patchHash()));
    }
    Progress.Waiting waiting =
        stage.awaitWaiting(flow, next -> !next.decides() && next.asked().size() == 1);
    boolean out = how != Publish.SUGGEST;
    assertEquals(out ? 1 : 0, world.branches.size());
    assertEquals(out ? List.of(true) : List.of(), world.asking, "the pull request says so");
    assertEquals(
        (out ? "Pull request 7 makes 1 cause green." : "A fix that holds is in the report.")
            + " why?",
        waiting.question());
    assertTrue(world.reports.get(world.reports.size() - 1).aside().asking());
    assertEquals(2, world.claims.size(), "the next night asks nobody the same");
    flow.answer(answer(waiting.asked().get(0), "charged"));

    RemediationOutcome outcome = stage.outcome(flow);
    assertEquals(out ? Ending.PULL_REQUEST : Ending.REPORT, outcome.ending());
    assertEquals(1, Causes.mended(outcome.causes()).size());
    assertTrue(outcome.causes().get(1).left().contains("when the rest was out already"));
    assertFalse(world.reports.get(world.reports.size() - 1).aside().asking());
    assertEquals(1, world.claims.size(), "what was answered is free for the next flow");
  }

  @Test
  void a_draft_takes_answers_while_it_waits() {
    world.causes = List.of(FakeWorld.renamed(), FakeWorld.leftOpen());
    Remediation flow = stage.start(drafts(0));
    Progress.Waiting waiting = stage.awaitQuestion(flow);
    flow.answer(answer(waiting.asked().get(0), "source"));
    waiting = stage.awaitWaiting(flow, next -> next.decides() && next.asked().isEmpty());
    flow.decide(decision(Choice.APPROVE, waiting.patchHash()));
    RemediationOutcome outcome = stage.outcome(flow);
    assertEquals(Ending.PULL_REQUEST, outcome.ending());
    assertEquals(Verdict.SOURCE, outcome.causes().get(1).verdict());
    assertEquals(List.of(true), world.drafts, "it was opened once");
  }

  @Test
  void what_a_person_said_holds_for_the_next_nights_too() {
    world.causes = List.of(FakeWorld.ambiguous());
    Remediation first = stage.start("1", Policy.standard());
    first.answer(answer(stage.awaitQuestion(first).asked().get(0), "source"));
    stage.outcome(first);

    RemediationOutcome outcome = stage.outcome(stage.start("2", Policy.standard()));
    assertEquals(Ending.REPORT, outcome.ending());
    Cause cause = outcome.causes().get(0);
    assertEquals(Verdict.SOURCE, cause.verdict());
    String says = cause.evidence().get(0).says();
    assertTrue(says.matches("ana on \\S+ \\(asked again after \\S+\\) answered: .*"), says);
  }

  @Test
  void what_a_person_said_of_one_value_does_not_hold_for_another() {
    Cause first = FakeWorld.ambiguous().withDetails(Map.of(Cause.MATTER, "one"));
    world.said.put(Ids.said(first.matter()), "source\nana on a day");
    world.causes = List.of(FakeWorld.ambiguous().withDetails(Map.of(Cause.MATTER, "another")));
    stage.awaitQuestion(stage.start("1", Policy.standard()));
    world.causes = List.of(first);
    assertEquals(
        Verdict.SOURCE,
        stage.outcome(stage.start("2", Policy.standard())).causes().get(0).verdict());
  }

  @Test
  void what_is_no_way_out_any_more_is_asked_anew() {
    world.causes = List.of(FakeWorld.ambiguous());
    world.said.put(Ids.said(FakeWorld.ambiguous().signature()), "settled\nana on a day");
    Remediation flow = stage.start(Policy.standard());
    assertEquals("charged or settled?", stage.awaitQuestion(flow).question());
    world.said.clear();
    flow.answer(answer(stage.awaitQuestion(flow).asked().get(0), Option.NONE));
    stage.outcome(flow);
    assertEquals(Map.of(), world.said, "who cannot say is asked again");
  }

  @Test
  void an_answer_to_nothing_that_is_asked_is_refused() {
    world.causes = List.of(FakeWorld.ambiguous());
    Remediation flow = stage.start(Policy.standard());
    Progress.Asked asked = stage.awaitQuestion(flow).asked().get(0);
    for (Answer strange :
        List.of(
            new Answer("0000", "charged", "ana", "", "cli"),
            new Answer(asked.id(), "settled", "ana", "", "cli"),
            new Answer(asked.id(), "charged", " ", "", "cli"),
            new Answer(asked.id(), "charged", "ana\nben", "", "cli"))) {
      assertThrows(WorkflowUpdateException.class, () -> flow.answer(strange));
    }
    assertThrows(WorkflowUpdateException.class, () -> flow.decide(decision(Choice.APPROVE, "")));
  }

  @Test
  void a_stale_approval_is_refused() {
    Remediation flow = stage.start(Policy.standard());
    stage.awaitQuestion(flow);
    WorkflowUpdateException refused =
        assertThrows(
            WorkflowUpdateException.class,
            () -> flow.decide(decision(Choice.APPROVE, "0123456789")));
    assertTrue(String.valueOf(refused.getCause()).contains("another patch"), refused.toString());
    assertEquals(List.of(), world.branches);
  }

  @Test
  void a_decision_without_a_person_or_a_choice_is_refused() {
    Remediation flow = stage.start(Policy.standard());
    String hash = stage.awaitQuestion(flow).patchHash();
    assertThrows(
        WorkflowUpdateException.class,
        () -> flow.decide(new Decision(Choice.APPROVE, " ", hash, "", "cli", "")));
    assertThrows(
        WorkflowUpdateException.class,
        () -> flow.decide(new Decision(Choice.UNKNOWN, "ana", hash, "", "cli", "")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ana\nApproved by ben",
        "\u001b[2Jana",
        "a\u0000na",
        "ana\u202enel",
        "ana\u2028ben"
      })
  void a_name_that_is_more_than_one_line_of_text_is_refused(String name) {
    Remediation flow = stage.start(Policy.standard());
    String hash = stage.awaitQuestion(flow).patchHash();
    for (Decision strange :
        List.of(
            new Decision(Choice.APPROVE, name, hash, "", "cli", ""),
            new Decision(Choice.APPROVE, "ana", hash, "", name, ""))) {
      WorkflowUpdateException refused =
          assertThrows(WorkflowUpdateException.class, () -> flow.decide(strange));
      assertTrue(
          String.valueOf(refused.getCause()).contains("one line without control characters"),
          refused.toString());
    }
    flow.decide(new Decision(Choice.APPROVE, "Zoë d'Arc (نسيم)", hash, "first\nsecond", "cli", ""));
    assertEquals(Ending.PULL_REQUEST, stage.outcome(flow).ending());
  }

  /** The server terminates a flow that sets a search attribute of more than two kilobytes. */
  @Test
  void many_failing_nodes_with_long_names_fit_into_a_search_attribute() {
    world.failures =
        IntStream.range(0, 50)
            .mapToObj(n -> "test.shop.accepted_values_" + "ü".repeat(90) + "." + n)
            .map(id -> new Failure(id, id, "fqn:" + id, "test", "fail", "1", "", 1))
            .toList();
    world.failed = 50;
    world.causes = List.of(FakeWorld.duplicates());
    Remediation flow = stage.start(Policy.standard());
    assertEquals(Ending.REPORT, stage.outcome(flow).ending());
    int largest = stage.largestAttribute(flow);
    assertTrue(largest > 1_000 && largest <= 2_048, "the largest has " + largest + " bytes");
  }

  @Test
  void a_decision_that_is_longer_than_a_person_would_write_is_refused() {
    Remediation flow = stage.start(Policy.standard());
    String hash = stage.awaitQuestion(flow).patchHash();
    for (Decision tooLong :
        List.of(
            new Decision(Choice.APPROVE, "a".repeat(201), hash, "", "cli", ""),
            new Decision(Choice.REJECT, "ana", hash, "no ".repeat(1000), "cli", ""),
            new Decision(Choice.APPROVE, "ana", hash, "", "c".repeat(201), ""))) {
      assertThrows(WorkflowUpdateException.class, () -> flow.decide(tooLong));
    }
    flow.decide(new Decision(Choice.APPROVE, "ü".repeat(200), hash, "", "cli", ""));
    assertEquals(Ending.PULL_REQUEST, stage.outcome(flow).ending());
    assertTrue(stage.largestAttribute(flow) <= 2_048);
  }

  @Test
  void where_the_policy_wants_signatures_an_unsigned_decision_is_refused() {
    Remediation flow = stage.start(new Policy(null, false, 0, 0, 0, 0, null, null));
    String hash = stage.awaitQuestion(flow).patchHash();
    assertThrows(WorkflowUpdateException.class, () -> flow.decide(decision(Choice.APPROVE, hash)));
    flow.decide(new Decision(Choice.APPROVE, "ana", hash, "", "board", "c2lnbmVk"));
    assertEquals(Ending.PULL_REQUEST, stage.outcome(flow).ending());
  }

  @Test
  void a_signal_that_makes_no_sense_is_noted_and_a_good_one_counts() {
    Remediation flow = stage.start(Policy.standard());
    String hash = stage.awaitQuestion(flow).patchHash();
    flow.decideBySignal("yes please");
    flow.decideBySignal(Map.of("choice", "APPROVE", "person", "ana", "patchHash", "stale"));
    Progress after = stage.awaitFound(flow, 2, "A signal was ignored");
    assertEquals(FakeWorld.PATCH.sha256(), after.waiting().patchHash());
    flow.decideBySignal(
        Map.of("choice", "APPROVE", "person", "ana", "patchHash", hash, "later", 1));
    assertEquals(Ending.PULL_REQUEST, stage.outcome(flow).ending());
  }

  @Test
  void nobody_decides_so_it_reminds_once_and_expires_into_a_report() {
    Remediation flow = stage.start(new Policy(null, null, 60, 3600, 0, 0, null, null));
    RemediationOutcome outcome = stage.outcome(flow);
    assertEquals(Ending.EXPIRED, outcome.ending());
    assertEquals(
        1, world.messages.stream().filter(text -> text.startsWith("Still waiting")).count());
    assertEquals(List.of(), world.branches);
    assertEquals(2, world.reports.size());
  }

  @Test
  void artifacts_that_cannot_be_read_end_with_the_reason() {
    world.unreadable = "run_results.json is cut off";
    RemediationOutcome outcome = stage.outcome(stage.start(Policy.standard()));
    assertEquals(Ending.CANNOT_BE_READ, outcome.ending());
    assertTrue(outcome.headline().contains("run_results.json is cut off"), outcome.headline());
    assertEquals("unreadable", outcome.steps().get(outcome.steps().size() - 1).phase());
    assertFalse(world.calls.contains("make"));
  }

  @Test
  void files_of_more_than_a_day_ago_are_refused_unless_a_person_names_them() {
    world.generatedAt = Instant.now().minus(Duration.ofHours(25)).toString();
    RemediationOutcome told = stage.outcome(stage.start("backfill", Policy.standard()));
    assertEquals(Ending.REFUSED, told.ending());
    assertEquals(
        "Run backfill failed more than a day before it was told of; if it still matters:"
            + " ./nightshift fix --retry backfill",
        told.headline());
    assertEquals(0, calls("diagnose"));

    stage.awaitQuestion(stage.startByPerson("named", Policy.standard()));
    assertEquals(1, calls("diagnose"));
  }

  @Test
  void files_of_the_night_are_looked_after() {
    world.generatedAt = Instant.now().minus(Duration.ofHours(23)).toString();
    stage.awaitQuestion(stage.start(Policy.standard()));
  }

  @Test
  void a_run_in_which_nothing_failed_starts_nothing() {
    world.failed = 0;
    assertEquals(Ending.NOTHING_FAILED, stage.outcome(stage.start(Policy.standard())).ending());
    assertFalse(world.calls.contains("diagnose"));
  }

  @Test
  void data_that_is_wrong_at_its_source_ends_in_a_report_without_a_sandbox() {
    world.causes = List.of(FakeWorld.duplicates());
    RemediationOutcome outcome = stage.outcome(stage.start(Policy.standard()));
    assertEquals(Ending.REPORT, outcome.ending());
    assertEquals(List.of(FakeWorld.TEST), outcome.remaining());
    assertEquals("Nothing to change in the project; 1 SOURCE.", outcome.headline());
    assertFalse(world.calls.contains("make"));
  }

  @Test
  void what_no_build_shows_is_said_without_a_sandbox() {
    world.failed = 1;
    String source = "source.shop.raw.orders";
    world.failures =
        List.of(new Failure(source, "orders", "", "source", "runtime error", "no column", "", 0));
    world.causes =
        List.of(
            new Cause(
                "unaskable_source", Verdict.CODE, source, List.of(source), "", null, null, null));
    RemediationOutcome outcome = stage.outcome(stage.start(Policy.standard()));
    assertEquals("No fix that holds was found; 1 CODE.", outcome.headline());
    assertEquals("no build of dbt shows whether an edit mends it", outcome.causes().get(0).left());
    assertFalse(world.calls.contains("make"));
  }

  @Test
  void what_nobody_knows_is_not_said_to_need_no_change() {
    world.causes = List.of(FakeWorld.duplicates().with(Verdict.UNCLEAR, "who knows"));
    RemediationOutcome outcome = stage.outcome(stage.start(Policy.standard()));
    assertEquals("A person has to look; 1 UNCLEAR.", outcome.headline());
  }

  @Test
  void what_passes_in_the_sandbox_is_not_fixed() {
    world.passesNow = true;
    RemediationOutcome outcome = stage.outcome(stage.start(Policy.standard()));
    assertEquals(Ending.REPORT, outcome.ending());
    assertEquals(Verdict.TRANSIENT, outcome.causes().get(0).verdict());
    assertFalse(world.calls.contains("work"));
    assertEquals(Map.of(), world.claims, "it is nobody's to look after");
  }

  @Test
  void a_patch_that_the_gate_refuses_by_its_text_is_never_run() {
    world.textRuling =
        new Ruling(List.of(new Refusal("protected_path", "profiles.yml", "no")), null);
    RemediationOutcome outcome = stage.outcome(stage.start(Policy.standard()));
    assertEquals(Ending.REPORT, outcome.ending());
    assertEquals("protected_path", outcome.refusals().get(0).rule());
    assertFalse(world.calls.contains("verify"));
    assertEquals(0, world.sandboxes.size());
  }

  @Test
  void a_fix_that_makes_dbt_hang_is_refused_and_the_next_attempt_is_told() {
    BlobRef endless = new BlobRef("dead", 1, "patch");
    world.endless.add(endless);
    world.patches = List.of(endless, FakeWorld.PATCH);

    Progress.Waiting waiting = stage.awaitQuestion(stage.start(Policy.standard()));

    assertEquals(FakeWorld.PATCH.sha256(), waiting.patchHash());
    List<String> told = List.of("not_verified: dbt did not end within 18 s");
    assertEquals(List.of(new Tried(endless, told)), world.tasks.get(1).tried());
  }

  @Test
  void where_each_fix_makes_dbt_hang_the_report_says_so() {
    world.endless.add(FakeWorld.PATCH);
    RemediationOutcome outcome = stage.outcome(stage.start(Policy.standard()));
    assertEquals(Ending.REPORT, outcome.ending());
    assertEquals("dbt did not end within 18 s", outcome.refusals().get(0).says());
    assertEquals(List.of(), world.branches);
    assertEquals(0, world.sandboxes.size());
  }

  @Test
  void where_dbt_hangs_without_any_fix_the_causes_stay_and_say_that_nothing_is_proven() {
    world.hangs = true;
    RemediationOutcome outcome = stage.outcome(stage.start(Policy.standard()));
    assertEquals("No fix that holds was found; 1 CODE, 1 SOURCE.", outcome.headline());
    assertEquals(
        "dbt did not end within 18 s in the sandbox, on the code as it was that night, so that no"
            + " edit can be proven",
        outcome.causes().get(0).left());
    assertFalse(world.calls.contains("work"));
    assertEquals(0, world.sandboxes.size());
  }

  @Test
  void a_command_of_dbt_is_stopped_before_its_step_is_timed_out() {
    stage.awaitQuestion(stage.start(Policy.standard()));
    assertEquals(2, world.commands.size());
    world.commands.forEach(
        command -> assertEquals(18, command.deadlineSeconds(), "of the stage's step of 20 s"));
  }

  @Test
  void a_patch_that_breaks_something_below_is_reported_not_published() {
    world.provenRuling = new Ruling(List.of(new Refusal("breaks_below", "model.x", "no")), null);
    RemediationOutcome outcome = stage.outcome(stage.start(Policy.standard()));
    assertEquals(Ending.REPORT, outcome.ending());
    assertEquals(List.of(), world.branches);
    assertEquals(Map.of(), world.claims, "the cause is free for the next night");
  }

  @Test
  void the_tests_of_a_renamed_columns_source_are_run_before_and_with_the_patch() {
    Cause bare = FakeWorld.renamed();
    world.causes =
        List.of(
            new Cause(
                bare.kind(),
                bare.verdict(),
                bare.subject(),
                bare.nodes(),
                bare.because(),
                bare.evidence(),
                Map.of("source", "source.shop.raw.orders"),
                null));
    stage.outcome(stage.start(new Policy(Publish.PUBLISH, null, 0, 0, 0, 0, null, null)));
    assertEquals(2, world.selected.size());
    for (List<String> selected : world.selected) {
      assertTrue(selected.contains("source:shop.raw.orders"), selected::toString);
      assertTrue(selected.contains("fqn:shop.stg_orders+"), selected::toString);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Publish.class,
      names = {"PUBLISH", "DRAFT"})
  void what_the_gate_wants_a_person_for_is_asked_whatever_the_policy_says(Publish how) {
    world.provenRuling = new Ruling(null, null, null, "the page names.md names b.sql for this");
    Remediation flow = stage.start(new Policy(how, null, 0, 0, 0, 0, null, null));
    Progress.Waiting waiting = stage.awaitQuestion(flow);
    assertTrue(waiting.question().startsWith("Publish a fix of"), waiting.question());
    assertTrue(
        waiting
            .question()
            .endsWith("You are asked because the page names.md names b.sql for this."),
        waiting.question());
    assertEquals(0, world.branches.size());
    flow.decide(decision(Choice.APPROVE, waiting.patchHash()));
    assertEquals(Ending.PULL_REQUEST, stage.outcome(flow).ending());
    assertEquals(1, world.branches.size());
  }

  @Test
  void a_cause_that_another_flow_looks_after_is_left_to_it() {
    Cause cause = FakeWorld.renamed();
    world.claims.put(CauseClaims.key(cause), "fix/shop/yesterday");
    RemediationOutcome outcome = stage.outcome(stage.start(Policy.standard()));
    assertEquals(Ending.REPORT, outcome.ending());
    assertTrue(outcome.causes().get(0).because().contains("fix/shop/yesterday"));
    assertEquals(Verdict.KNOWN, outcome.causes().get(0).verdict());
    assertFalse(world.calls.contains("work"));
  }

  @Test
  void a_cause_that_nobody_can_mend_blocks_nothing_and_is_said() {
    Cause typo =
        new Cause(
            "syntax_error",
            Verdict.CODE,
            "model.shop.m",
            List.of("model.shop.m"),
            "a comma",
            null,
            null,
            null);
    world.causes = List.of(FakeWorld.renamed(), typo, FakeWorld.duplicates());
    world.left = List.of(new Engines.Left(typo.signature(), "there is no rule for it"));
    Remediation flow = stage.start(Policy.standard());
    flow.decide(decision(Choice.APPROVE, stage.awaitQuestion(flow).patchHash()));
    RemediationOutcome outcome = stage.outcome(flow);
    assertEquals(Ending.PULL_REQUEST, outcome.ending());
    assertEquals("Pull request 7 makes 1 cause green.", outcome.headline());
    assertEquals(List.of("model.shop.m", FakeWorld.TEST), outcome.remaining());
    assertEquals("there is no rule for it", outcome.causes().get(1).left());
    assertEquals(1, world.claims.size(), "the other cause is free for whoever can mend it");
  }

  @Test
  void where_the_policy_publishes_at_once_nobody_is_asked() {
    Remediation flow = stage.start(new Policy(Publish.PUBLISH, null, 0, 0, 0, 0, null, null));
    assertEquals(Ending.PULL_REQUEST, stage.outcome(flow).ending());
    assertTrue(
        world.messages.stream().noneMatch(text -> text.endsWith("?")), world.messages.toString());
  }

  @Test
  void a_draft_is_there_before_anybody_agrees_and_agreement_makes_it_ready() {
    Remediation flow = stage.start(drafts(0));
    Progress.Waiting waiting = stage.awaitQuestion(flow);
    assertEquals(1, world.branches.size());
    assertEquals(List.of(true), world.drafts);
    assertEquals(
        "Ready for review? Draft 7 is a fix of 1 file that makes 1 cause green.",
        waiting.question());
    assertEquals(List.of(), world.agreed);

    flow.decide(decision(Choice.APPROVE, waiting.patchHash()));

    RemediationOutcome outcome = stage.outcome(flow);
    assertEquals(Ending.PULL_REQUEST, outcome.ending());
    assertEquals(7, outcome.pull().number());
    assertEquals("ana", world.agreed.get(0).person());
    assertEquals(2, world.described.size(), "its words say who agreed");
    assertEquals("ana", world.described.get(1).decision().person());
    assertEquals(List.of(FakeWorld.TEST), outcome.remaining());
    assertFalse(world.calls.contains("close"));
  }

  @Test
  void a_draft_that_somebody_rejects_is_closed_with_the_reason_and_the_no_is_remembered() {
    Remediation flow = stage.start(drafts(0));
    flow.decide(decision(Choice.REJECT, stage.awaitQuestion(flow).patchHash()));
    RemediationOutcome outcome = stage.outcome(flow);
    assertEquals(Ending.REJECTED, outcome.ending());
    assertTrue(
        world.messages.contains("closed: ana said no: too hasty"), world.messages.toString());
    assertEquals(List.of(), world.agreed);
    assertEquals(
        List.of("/pulls/7 was closed: ana said no: too hasty"), List.copyOf(world.notes.values()));
    assertEquals(List.of(FakeWorld.MODEL, FakeWorld.TEST), outcome.remaining());
  }

  @Test
  void a_no_with_a_long_reason_fits_into_the_ledger() {
    Remediation flow = stage.start(drafts(0));
    String hash = stage.awaitQuestion(flow).patchHash();
    flow.decide(new Decision(Choice.REJECT, "ana", hash, "because ".repeat(200), "cli", ""));
    assertEquals(Ending.REJECTED, stage.outcome(flow).ending());
    assertEquals(Ledger.LONGEST, world.notes.values().iterator().next().length());
  }

  @Test
  void a_draft_that_nobody_looked_at_stays_and_keeps_its_cause() {
    RemediationOutcome outcome = stage.outcome(stage.start(drafts(3600)));
    assertEquals(Ending.EXPIRED, outcome.ending());
    assertEquals("Nobody decided in time; draft 7 is still there.", outcome.headline());
    assertFalse(world.calls.contains("close"));
    assertEquals(1, world.claims.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"resolve", "fetch", "diagnose", "make", "verify", "work", "openPull"})
  void what_is_refused_on_the_way_ends_in_a_report_and_not_in_a_failed_flow(String activity) {
    world.refusals.put(activity, ErrorKind.NOT_FOUND);
    Policy policy = new Policy(Publish.PUBLISH, null, 0, 0, 0, 0, null, null);
    RemediationOutcome outcome = stage.outcome(stage.start(policy));
    assertEquals(Ending.STOPPED, outcome.ending());
    assertEquals("It could not be finished: " + activity + " was refused", outcome.headline());
    assertEquals(1, world.reports.size());
    assertEquals(2, world.reports.get(0).summary().failed());
    assertTrue(world.messages.contains(outcome.headline()), world.messages.toString());
    assertEquals(Map.of(), world.claims, "the cause is free for the next night");
    assertEquals(0, world.sandboxes.size());
  }

  @Test
  void a_run_of_a_commit_that_is_gone_is_refused_with_the_reason() {
    world.refusals.put("resolve", ErrorKind.NOT_FOUND);
    RemediationOutcome outcome =
        stage.outcome(stage.startOfCommit("1", "c0ffee1", Policy.standard()));
    assertEquals(Ending.REFUSED, outcome.ending());
    assertEquals("Run 1 cannot be worked on: resolve was refused.", outcome.headline());
    assertEquals(2, world.reports.get(0).summary().failed(), "what failed is told all the same");
    assertEquals(List.of(outcome.headline()), world.messages);
    assertEquals(Map.of(), world.claims);
  }

  @Test
  void a_commit_that_cannot_be_had_for_another_reason_is_not_called_gone() {
    world.refusals.put("resolve", ErrorKind.UNAUTHORIZED);
    RemediationOutcome outcome =
        stage.outcome(stage.startOfCommit("1", "c0ffee1", Policy.standard()));
    assertEquals(Ending.STOPPED, outcome.ending());
  }

  @Test
  void a_page_that_is_gone_is_no_commit_that_is_gone() {
    world.refusals.put("fetch", ErrorKind.NOT_FOUND);
    RemediationOutcome outcome =
        stage.outcome(stage.startOfCommit("1", "c0ffee1", Policy.standard()));
    assertEquals(Ending.STOPPED, outcome.ending());
  }

  @ParameterizedTest
  @ValueSource(strings = {"markReady", "close"})
  void a_draft_is_not_forgotten_when_what_comes_after_it_is_refused(String activity) {
    world.refusals.put(activity, ErrorKind.REFUSED);
    Remediation flow = stage.start(drafts(0));
    Choice choice = activity.equals("close") ? Choice.REJECT : Choice.APPROVE;
    flow.decide(decision(choice, stage.awaitQuestion(flow).patchHash()));
    RemediationOutcome outcome = stage.outcome(flow);
    assertEquals(Ending.STOPPED, outcome.ending());
    assertEquals(7, outcome.pull().number());
    assertEquals(1, world.claims.size(), "the next night would open another");
  }

  @Test
  void a_defect_of_ours_is_reported_and_the_flow_fails_so_that_somebody_is_alerted() {
    world.refusals.put("diagnose", ErrorKind.BROKEN);
    Remediation flow = stage.start(Policy.standard());
    assertThrows(WorkflowFailedException.class, () -> stage.outcome(flow));
    assertEquals(1, world.reports.size());
  }

  @Test
  void a_chat_that_takes_no_message_undoes_nothing() {
    world.refusals.put("post", ErrorKind.UNAUTHORIZED);
    Policy policy = new Policy(Publish.PUBLISH, null, 0, 0, 0, 0, null, null);
    assertEquals(Ending.PULL_REQUEST, stage.outcome(stage.start(policy)).ending());
  }

  @Test
  void a_question_that_nobody_could_be_told_of_is_still_asked_on_the_board() throws Exception {
    world.refusals.put("post", ErrorKind.UNAUTHORIZED);
    Remediation flow = stage.start(Policy.standard());
    flow.decide(decision(Choice.APPROVE, stage.awaitQuestion(flow).patchHash()));
    assertEquals(Ending.PULL_REQUEST, stage.outcome(flow).ending());
  }

  @Test
  void all_that_is_said_of_a_run_is_in_the_thread_that_its_question_began() throws Exception {
    Remediation flow = stage.start(Policy.standard());
    String patch = stage.awaitQuestion(flow).patchHash();
    flow.decide(decision(Choice.APPROVE, patch));
    RemediationOutcome outcome = stage.outcome(flow);
    assertEquals(
        List.of(Matter.QUESTION, Matter.ENDING),
        world.posts.stream().map(Message::matter).toList());
    Message question = world.posts.get(0);
    Message ending = world.posts.get(1);
    assertEquals(patch, question.patch());
    assertEquals("", question.place());
    assertEquals(question.key(), ending.place());
    assertEquals(outcome.pull().url(), ending.link());
  }

  @Test
  void a_run_without_anything_to_edit_can_be_searched_for_by_its_verdicts() {
    world.causes = List.of(FakeWorld.duplicates());
    Remediation flow = stage.start(Policy.standard());
    stage.outcome(flow);
    assertTrue(
        stage.attributes(flow).containsAll(List.of("NightshiftVerdict", "NightshiftCause")),
        stage.attributes(flow)::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"summarize", "diagnose", "make", "reproduce", "work", "verify", "examine proof"})
  void cancelled_in_any_phase_it_leaves_no_sandbox_and_publishes_nothing(String activity)
      throws InterruptedException {
    world.hold(activity);
    Remediation flow = stage.start(Policy.standard());
    world.awaitHeld();
    stage.cancel(flow);
    WorkflowFailedException ended =
        assertThrows(WorkflowFailedException.class, () -> stage.outcome(flow));
    assertInstanceOf(CanceledFailure.class, ended.getCause());
    assertEquals(0, world.sandboxes.size());
    assertEquals(List.of(), world.branches);
  }

  @Test
  void while_the_sandbox_is_made_it_says_that_production_is_copied() {
    CompletableFuture<Remediation> flow = new CompletableFuture<>();
    CompletableFuture<String> said = new CompletableFuture<>();
    world.meanwhile.put("make", () -> said.complete(flow.join().progress().says()));
    flow.complete(stage.start(Policy.standard()));
    assertEquals("copying production's data", said.join());
  }

  @Test
  void cancelled_while_it_waits_it_publishes_nothing() {
    Remediation flow = stage.start(Policy.standard());
    stage.awaitQuestion(flow);
    stage.cancel(flow);
    assertThrows(WorkflowFailedException.class, () -> stage.outcome(flow));
    assertEquals(List.of(), world.branches);
  }

  @Test
  void cancelled_as_the_pull_request_opens_the_next_night_is_told_of_it() {
    CompletableFuture<Remediation> flow = new CompletableFuture<>();
    world.meanwhile.put("openPull", () -> stage.cancelUntilSeen(flow.join()));
    flow.complete(stage.start(new Policy(Publish.PUBLISH, null, 0, 0, 0, 0, null, null)));
    assertThrows(WorkflowFailedException.class, () -> stage.outcome(flow.join()));
    assertEquals(List.of("/pulls/7"), List.copyOf(world.notes.values()));
  }

  @Test
  void cancelled_while_a_draft_waits_whoever_finds_it_is_told_once_that_nothing_more_comes() {
    Remediation flow = stage.start(drafts(0));
    stage.awaitQuestion(flow);
    stage.cancel(flow);
    WorkflowFailedException ended =
        assertThrows(WorkflowFailedException.class, () -> stage.outcome(flow));
    assertInstanceOf(CanceledFailure.class, ended.getCause());
    List<String> said = world.messages.stream().filter(text -> text.startsWith("7: ")).toList();
    assertEquals(1, said.size(), world.messages.toString());
    assertTrue(said.get(0).contains("was stopped before anybody decided"), said.get(0));
    assertFalse(world.calls.contains("close"));
    assertEquals(List.of("/pulls/7"), List.copyOf(world.notes.values()));
  }

  @Test
  void cancelled_as_the_draft_opens_whoever_finds_it_is_told_too() {
    CompletableFuture<Remediation> flow = new CompletableFuture<>();
    world.meanwhile.put("openPull", () -> stage.cancelUntilSeen(flow.join()));
    flow.complete(stage.start(drafts(0)));
    assertThrows(WorkflowFailedException.class, () -> stage.outcome(flow.join()));
    assertEquals(1, world.calls.stream().filter("comment"::equals).count(), world.calls.toString());
  }

  @Test
  void cancelled_with_a_draft_that_cannot_be_reached_it_is_cancelled_nevertheless() {
    world.refusals.put("comment", ErrorKind.REFUSED);
    Remediation flow = stage.start(drafts(0));
    stage.awaitQuestion(flow);
    stage.cancel(flow);
    WorkflowFailedException ended =
        assertThrows(WorkflowFailedException.class, () -> stage.outcome(flow));
    assertInstanceOf(CanceledFailure.class, ended.getCause());
  }

  @Test
  void cancelled_after_somebody_agreed_the_pull_request_is_left_as_it_is() {
    CompletableFuture<Remediation> flow = new CompletableFuture<>();
    world.meanwhile.put("markReady", () -> stage.cancelUntilSeen(flow.join()));
    flow.complete(stage.start(drafts(0)));
    String hash = stage.awaitQuestion(flow.join()).patchHash();
    flow.join().decide(decision(Choice.APPROVE, hash));
    assertThrows(WorkflowFailedException.class, () -> stage.outcome(flow.join()));
    assertFalse(world.calls.contains("comment"), world.calls.toString());
  }

  private static Policy drafts(long expireAfterSeconds) {
    return new Policy(Publish.DRAFT, null, 0, expireAfterSeconds, 0, 0, null, null);
  }

  private static Decision decision(Choice choice, String hash) {
    return new Decision(choice, "ana", hash, "too hasty", "test", "");
  }

  @Test
  void a_project_that_dbt_cannot_read_is_parsed_mended_and_held_to_the_newest_manifest() {
    world.failed = 0;
    world.stopped = List.of(new DbtResult.DbtError("Compilation Error", "models/a.sql", 4, "end"));
    Remediation flow = stage.start(Policy.standard());
    stage.awaitQuestion(flow);
    assertEquals(List.of(List.of(), List.of("path:models/stg_orders.sql+")), world.selected);
    assertEquals(FakeWorld.MANIFEST, world.examined.get(1).before().manifest());
    assertEquals(world.stopped, world.examined.get(1).before().errors());
  }

  @Test
  void a_project_that_dbt_reads_in_the_sandbox_is_not_mended() {
    world.failed = 0;
    world.stopped = List.of(new DbtResult.DbtError("Compilation Error", "models/a.sql", 4, "end"));
    world.readsItNow = true;
    world.passesNow = true;
    assertEquals(Ending.REPORT, stage.outcome(stage.start(Policy.standard())).ending());
    assertEquals(List.of(), world.examined);
  }

  @Test
  void a_night_on_which_warnings_were_errors_is_played_again_as_strict() {
    world.strictness = "{\"error\":\"all\"}";
    stage.awaitQuestion(stage.start(Policy.standard()));
    assertEquals(2, world.commands.size());
    world.commands.forEach(command -> assertEquals(world.strictness, command.strictness()));
  }

  @Test
  void what_stopped_dbt_because_warnings_were_errors_is_looked_for_as_strict() {
    world.strictness = "{\"error\":\"all\"}";
    world.stopped = List.of(new DbtResult.DbtError("Compilation Error", "models/a.sql", 4, "end"));
    stage.awaitQuestion(stage.start(Policy.standard()));
    world.commands.forEach(command -> assertEquals(world.strictness, command.strictness()));
  }
}
