package dev.nightshift.workflows.remediation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.CloudRun;
import dev.nightshift.workflows.values.CloudRun.Status;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Decision.Choice;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Policy.Publish;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.values.Verdict;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes of a run of dbt Cloud's, and of the runs of its job that follow it. */
class CloudRunTest {
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
  void a_scheduled_run_that_failed_ends_as_any_other() {
    world.cloudRuns.put("101", run("101", Status.FAILED, "scheduled"));
    Remediation flow = stage.startCloud("101", "webhook", Policy.standard());
    flow.decide(approval(flow));
    assertEquals(Ending.PULL_REQUEST, stage.outcome(flow).ending());
    assertTrue(world.calls.indexOf("bring") < world.calls.indexOf("summarize"));
    assertEquals(List.of(), openRuns(), "nothing of it is open");
  }

  @Test
  void a_run_that_nobody_asked_for_is_passed_over_without_a_word() {
    world.cloudRuns.put("101", run("101", Status.FAILED, "ci"));
    RemediationOutcome outcome = stage.outcome(stage.startCloud("101", "webhook", null));
    assertEquals(Ending.PASSED_OVER, outcome.ending());
    assertEquals(
        "Run 101 was not set off by what the project asks for (scheduled) but by «ci».",
        outcome.headline());
    assertEquals(List.of("fetch run"), world.calls, "no report, no message");
  }

  @Test
  void a_person_may_name_any_run_however_many_pull_requests_wait() {
    world.cloudRuns.put("101", old(run("101", Status.FAILED, "ci")));
    world.waiting = Collections.nCopies(9, new Pull(7, "", "nightshift/x", "c0", "open"));
    Remediation flow = stage.startCloud("101", "cli", null);
    flow.decide(approval(flow));
    assertEquals(Ending.PULL_REQUEST, stage.outcome(flow).ending());
  }

  @Test
  void a_run_of_more_than_a_day_ago_is_refused_with_the_reason() {
    world.cloudRuns.put("101", old(run("101", Status.FAILED, "scheduled")));
    RemediationOutcome outcome = stage.outcome(stage.startCloud("101", "scan", null));
    assertEquals(Ending.REFUSED, outcome.ending());
    assertTrue(outcome.headline().contains("./nightshift fix 101"), outcome.headline());
    assertEquals(1, world.reports.size());
    assertEquals(1, world.messages.size());
  }

  @Test
  void a_run_without_a_commit_is_refused() {
    CloudRun run = run("101", Status.FAILED, "scheduled");
    world.cloudRuns.put("101", with(run, "", run.finishedAt()));
    RemediationOutcome outcome = stage.outcome(stage.startCloud("101", "webhook", null));
    assertEquals(Ending.REFUSED, outcome.ending());
    assertTrue(outcome.headline().contains("has no Git commit"), outcome.headline());
  }

  @Test
  void a_run_of_a_commit_that_is_gone_is_refused_before_anything_is_fetched() {
    world.cloudRuns.put("101", run("101", Status.FAILED, "scheduled"));
    world.refusals.put("resolve", ErrorKind.NOT_FOUND);
    RemediationOutcome outcome = stage.outcome(stage.startCloud("101", "webhook", null));
    assertEquals(Ending.REFUSED, outcome.ending());
    assertTrue(outcome.headline().contains("resolve was refused"), outcome.headline());
    assertEquals(0, calls("bring"));
  }

  @Test
  void a_run_that_was_deleted_cannot_be_read() {
    RemediationOutcome outcome = stage.outcome(stage.startCloud("101", "webhook", null));
    assertEquals(Ending.CANNOT_BE_READ, outcome.ending());
    assertEquals("The run cannot be read: dbt Cloud has no run 101", outcome.headline());
  }

  @Test
  void a_run_that_goes_on_is_waited_for() {
    world.cloudRuns.put("101", run("101", Status.OPEN, "scheduled"));
    world.meanwhile.put(
        "fetch run",
        () -> {
          if (calls("fetch run") == 3) {
            world.cloudRuns.put("101", run("101", Status.PASSED, "scheduled"));
          }
        });
    RemediationOutcome outcome = stage.outcome(stage.startCloud("101", "cli", null));
    assertEquals(Ending.NOTHING_FAILED, outcome.ending());
    assertEquals(3, calls("fetch run"));
  }

  @Test
  void a_later_run_that_failed_the_same_way_takes_the_place_of_one_that_waits() {
    Remediation first = waiting("101", Policy.standard());
    world.cloudRuns.put("102", run("102", Status.FAILED, "scheduled"));
    Remediation second = stage.startCloud("102", "webhook", Policy.standard());
    RemediationOutcome outcome = stage.outcome(first);
    assertEquals(Ending.SUPERSEDED, outcome.ending());
    assertEquals(
        "Run 102 of the same job failed the same way: fix/shop/102 goes on with it.",
        outcome.headline());
    second.decide(approval(second));
    assertEquals(Ending.PULL_REQUEST, stage.outcome(second).ending());
    assertEquals(1, world.branches.size());
  }

  @Test
  void an_earlier_run_that_comes_late_takes_nobodys_place() {
    Remediation second = waiting("102", Policy.standard());
    world.cloudRuns.put("101", run("101", Status.FAILED, "scheduled"));
    Remediation flow = stage.startCloud("101", "scan", Policy.standard());
    RemediationOutcome late = stage.outcome(flow);
    assertEquals(Ending.REPORT, late.ending());
    assertTrue(flow.progress().found().stream().noneMatch(line -> line.contains("give way")));
    assertTrue(late.causes().get(0).because().contains("looked after already: fix/shop/102"));
    assertEquals("fix/shop/102", late.causes().get(0).taken());
    assertTrue(late.headline().startsWith("What is to change is looked after"), late.headline());
    second.decide(approval(second));
    assertEquals(Ending.PULL_REQUEST, stage.outcome(second).ending());
  }

  @Test
  void a_run_of_another_job_takes_nobodys_place() {
    Remediation first = waiting("101", Policy.standard());
    CloudRun other = run("102", Status.FAILED, "scheduled");
    world.cloudRuns.put("102", ofJob(other, "777"));
    RemediationOutcome outcome = stage.outcome(stage.startCloud("102", "scan", Policy.standard()));
    assertEquals(Ending.REPORT, outcome.ending());
    first.decide(approval(first));
    assertEquals(Ending.PULL_REQUEST, stage.outcome(first).ending());
  }

  @Test
  void a_later_run_that_failed_otherwise_leaves_one_that_waits_alone() {
    Remediation first = waiting("101", Policy.standard());
    world.causes = List.of(FakeWorld.slip());
    Remediation second = waiting("102", Policy.standard());
    assertTrue(stage.awaitQuestion(first).decides(), "it waits still");
    assertTrue(second.progress().found().stream().noneMatch(line -> line.contains("give way")));
    first.decide(approval(first));
    assertEquals(Ending.PULL_REQUEST, stage.outcome(first).ending());
    second.decide(approval(second));
    RemediationOutcome outcome = stage.outcome(second);
    assertEquals(Ending.PULL_REQUEST, outcome.ending());
    assertEquals(List.of("slip"), outcome.causes().stream().map(Cause::kind).toList());
    assertEquals(2, world.branches.size(), "each has its own");
  }

  /** What it failed of before is in it, and what came since. */
  @Test
  void a_later_run_that_failed_the_same_way_and_otherwise_too_goes_on_with_both() {
    Remediation first = waiting("101", Policy.standard());
    world.causes = List.of(FakeWorld.renamed(), FakeWorld.slip());
    Remediation second = waiting("102", Policy.standard());
    assertEquals(Ending.SUPERSEDED, stage.outcome(first).ending());
    second.decide(approval(second));
    assertEquals(
        List.of(FakeWorld.renamed().kind(), "slip"),
        stage.outcome(second).causes().stream().map(Cause::kind).toList());
  }

  @Test
  void a_later_run_that_passed_closes_the_draft_with_a_note() {
    Remediation first = waiting("101", drafts());
    first.overtake(new Newer("551", "102", ""));
    RemediationOutcome outcome = stage.outcome(first);
    assertEquals(Ending.SUPERSEDED, outcome.ending());
    assertEquals(7, outcome.pull().number());
    assertTrue(
        world.messages.contains(
            "closed: Run 102 of the same job passed: nothing is left to decide."));
    assertEquals(List.of(), world.claims.keySet().stream().toList(), "all is given back");
  }

  @Test
  void who_was_stopped_and_stands_in_the_ledger_still_is_not_waited_for() {
    world.claims.put(Ids.jobRun("551", "100"), "fix/shop/100");
    world.claims.put(Ids.cause(FakeWorld.renamed().signature()), "fix/shop/100");
    world.cloudRuns.put("101", run("101", Status.FAILED, "scheduled"));
    RemediationOutcome outcome =
        stage.outcome(stage.startCloud("101", "webhook", Policy.standard()));
    assertEquals(Verdict.KNOWN, outcome.causes().get(0).verdict());
  }

  @Test
  void what_is_of_no_later_run_of_the_job_is_not_heard() {
    Remediation first = waiting("101", Policy.standard());
    first.overtake(new Newer("777", "102", ""));
    first.overtake(new Newer("551", "100", ""));
    first.overtake(new Newer("551", "101", ""));
    stage.awaitFound(first, 3, "A signal was ignored");
    first.decide(approval(first));
    assertEquals(Ending.PULL_REQUEST, stage.outcome(first).ending());
  }

  private Remediation waiting(String id, Policy policy) {
    world.cloudRuns.put(id, run(id, Status.FAILED, "scheduled"));
    Remediation flow = stage.startCloud(id, "webhook", policy);
    stage.awaitQuestion(flow);
    return flow;
  }

  private static Policy drafts() {
    return new Policy(Publish.DRAFT, null, 0, 0, 0, 0, null, null);
  }

  private Decision approval(Remediation flow) {
    return new Decision(
        Choice.APPROVE, "ana", stage.awaitQuestion(flow).patchHash(), "", "test", "");
  }

  private List<String> openRuns() {
    return world.claims.keySet().stream().filter(key -> key.startsWith("job/")).toList();
  }

  private long calls(String activity) {
    return world.calls.stream().filter(activity::equals).count();
  }

  static CloudRun run(String id, Status status, String cause) {
    return new CloudRun(
        id,
        "551",
        "Nightly",
        "31",
        "abc1234",
        "main",
        cause,
        status,
        0,
        System.currentTimeMillis(),
        status == Status.FAILED ? 3 : 0,
        "dbt build",
        "");
  }

  private static CloudRun old(CloudRun run) {
    return with(run, run.commit(), System.currentTimeMillis() - Duration.ofHours(25).toMillis());
  }

  private static CloudRun ofJob(CloudRun run, String job) {
    return new CloudRun(
        run.id(),
        job,
        "",
        "31",
        run.commit(),
        "main",
        run.cause(),
        run.status(),
        0,
        run.finishedAt(),
        3,
        "dbt build",
        "");
  }

  static CloudRun with(CloudRun run, String commit, long finished) {
    return new CloudRun(
        run.id(),
        run.job(),
        "",
        "31",
        commit,
        "main",
        run.cause(),
        run.status(),
        0,
        finished,
        3,
        "dbt build",
        "");
  }
}
