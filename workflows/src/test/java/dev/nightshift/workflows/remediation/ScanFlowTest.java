package dev.nightshift.workflows.remediation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.agent.AgentSessionFlow;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.scan.ScanFlow;
import dev.nightshift.workflows.scan.ScanOutcome;
import dev.nightshift.workflows.values.CloudRun;
import dev.nightshift.workflows.values.CloudRun.Status;
import dev.nightshift.workflows.values.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Here rather than in the scan's own package, because what it starts is looked at. */
class ScanFlowTest {
  private final FakeWorld world = new FakeWorld();
  private FlowStage stage;

  @BeforeEach
  void open() {
    stage = new FlowStage(world, ScanFlow.class, RemediationFlow.class, AgentSessionFlow.class);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void what_nobody_told_of_is_started_once_and_goes_on_without_the_scan() {
    failed("101");
    failed("102");
    Remediation told = stage.startCloud("102", "webhook", Policy.standard());
    stage.awaitQuestion(told);
    assertEquals(new ScanOutcome(2, List.of("fix/shop/101"), null), stage.scan());
    assertEquals(new ScanOutcome(2, null, null), stage.scan(), "found again, started no more");
    Remediation late = stage.flow("101");
    assertEquals(Ending.REPORT, stage.outcome(late).ending(), "the later run has its cause");
  }

  @Test
  void what_failed_more_than_a_day_ago_is_not_looked_for() {
    CloudRun run = CloudRunTest.run("101", Status.FAILED, "scheduled");
    long old = System.currentTimeMillis() - Duration.ofHours(25).toMillis();
    world.cloudRuns.put(
        "101",
        new CloudRun(
            run.id(),
            run.job(),
            "",
            "",
            run.commit(),
            "",
            run.cause(),
            run.status(),
            0,
            old,
            3,
            "",
            ""));
    assertEquals(new ScanOutcome(0, null, null), stage.scan());
  }

  @Test
  void a_flow_that_waits_hears_that_its_job_has_passed_since() {
    failed("101");
    Remediation flow = stage.startCloud("101", "webhook", Policy.standard());
    stage.awaitQuestion(flow);
    world.cloudRuns.put("103", CloudRunTest.run("103", Status.PASSED, "scheduled"));
    assertEquals(new ScanOutcome(1, null, List.of("fix/shop/101")), stage.scan());
    RemediationOutcome outcome = stage.outcome(flow);
    assertEquals(Ending.SUPERSEDED, outcome.ending());
    assertEquals("Run 103 of the same job passed: nothing is left to decide.", outcome.headline());
  }

  @Test
  void on_word_that_a_job_passed_only_its_own_flows_hear_of_it_and_nothing_is_listed() {
    failed("101");
    Remediation flow = stage.startCloud("101", "webhook", Policy.standard());
    stage.awaitQuestion(flow);
    world.cloudRuns.put("103", CloudRunTest.run("103", Status.PASSED, "scheduled"));
    assertEquals(new ScanOutcome(0, null, null), stage.passed("9", "552"), "another job");
    assertEquals(new ScanOutcome(0, null, List.of("fix/shop/101")), stage.passed("103", "551"));
    assertEquals(Ending.SUPERSEDED, stage.outcome(flow).ending());
    assertEquals(new ScanOutcome(1, null, null), stage.scan(), "it was told of already");
    assertEquals(1, world.calls.stream().filter("failed"::equals).count());
  }

  @Test
  void a_word_that_came_too_late_closes_nothing() {
    failed("101");
    stage.awaitQuestion(stage.startCloud("101", "webhook", Policy.standard()));
    world.cloudRuns.put("103", CloudRunTest.run("103", Status.PASSED, "scheduled"));
    failed("104");
    assertEquals(new ScanOutcome(0, null, null), stage.passed("103", "551"), "104 failed since");
  }

  @Test
  void a_flow_hears_nothing_of_a_run_that_passed_before_it() {
    failed("101");
    stage.awaitQuestion(stage.startCloud("101", "webhook", Policy.standard()));
    world.cloudRuns.remove("101");
    world.cloudRuns.put("100", CloudRunTest.run("100", Status.PASSED, "scheduled"));
    assertEquals(new ScanOutcome(0, null, null), stage.scan(), "101 was deleted meanwhile");
  }

  @Test
  void who_has_ended_and_stands_in_the_ledger_still_hears_nothing() {
    world.claims.put(Ids.jobRun("551", "101"), "fix/shop/101");
    world.cloudRuns.put("103", CloudRunTest.run("103", Status.PASSED, "scheduled"));
    assertEquals(new ScanOutcome(0, null, null), stage.scan());
  }

  @Test
  void a_token_that_is_not_accepted_is_told_of_once_a_day_and_is_no_failed_flow() {
    world.refusals.put("failed", ErrorKind.UNAUTHORIZED);

    ScanOutcome deaf = stage.scan();
    assertEquals("failed was refused", deaf.objection());
    stage.scan();

    String says =
        "Failed runs of shop are not found: dbt Cloud cannot be asked. failed was refused";
    assertEquals(Set.of(says), Set.copyOf(world.messages));
    assertTrue(
        world.posts.stream().allMatch(post -> post.key().matches("scan/shop#\\d{4}-\\d\\d-\\d\\d")),
        "one a day");

    world.refusals.clear();
    failed("101");
    assertEquals(new ScanOutcome(1, List.of("fix/shop/101"), null), stage.scan());
  }

  @Test
  void a_chat_that_takes_nothing_keeps_a_scan_from_nothing_else() {
    world.refusals.put("failed", ErrorKind.UNAUTHORIZED);
    world.refusals.put("post", ErrorKind.UNAUTHORIZED);

    assertEquals("failed was refused", stage.scan().objection());
  }

  /** Now, by the clock of the server, which a wait puts on. */
  private void failed(String id) {
    CloudRun run = CloudRunTest.run(id, Status.FAILED, "scheduled");
    world.cloudRuns.put(id, CloudRunTest.with(run, run.commit(), stage.now()));
  }
}
