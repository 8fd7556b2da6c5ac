package dev.nightshift.workflows.remediation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.agent.AgentSessionFlow;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.gathering.GatheringFlow;
import dev.nightshift.workflows.gathering.GatheringOutcome;
import dev.nightshift.workflows.gathering.Notice;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Decision.Choice;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Policy.Publish;
import dev.nightshift.workflows.values.Verdict;
import dev.nightshift.workflows.watch.WatchFlow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs of one job that is none of dbt Cloud's, and what the later ones say of the earlier. */
class JobNightsTest {
  private static final String DAG = "shop/nightly build";

  private final FakeWorld world = new FakeWorld();
  private FlowStage stage;

  @BeforeEach
  void open() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String tuesday = now.minus(Duration.ofHours(2)).toString();
    world.times.putAll(
        Map.of(
            "mon",
            now.minus(Duration.ofHours(3)).plusMillis(500).toString(),
            "tue",
            tuesday,
            "passed-tue",
            tuesday,
            "wed",
            now.minus(Duration.ofHours(1)).toString()));
    stage =
        new FlowStage(
            world,
            GatheringFlow.class,
            RemediationFlow.class,
            AgentSessionFlow.class,
            WatchFlow.class);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void a_later_run_that_failed_the_same_way_takes_the_place_of_one_that_waits() {
    Remediation first = waiting("mon", DAG, Policy.standard());
    Remediation second = stage.startOfJob("tue", DAG, Policy.standard());
    RemediationOutcome outcome = stage.outcome(first);
    assertEquals(Ending.SUPERSEDED, outcome.ending());
    assertEquals(
        "Run tue of the same job failed the same way: fix/shop/tue goes on with it.",
        outcome.headline());
    second.decide(approval(second));
    assertEquals(Ending.PULL_REQUEST, stage.outcome(second).ending());
    assertEquals(List.of(), openNights(), "nothing of the job is open");
  }

  @Test
  void a_later_run_that_passed_closes_it_with_a_note_and_is_no_news_itself() {
    Remediation first =
        waiting("mon", DAG, new Policy(Publish.DRAFT, null, 0, 0, 0, 0, null, null));
    int told = world.messages.size();
    world.failed = 0;
    RemediationOutcome green = stage.outcome(stage.startOfJob("tue", DAG, Policy.standard()));
    assertEquals(Ending.NOTHING_FAILED, green.ending());
    RemediationOutcome outcome = stage.outcome(first);
    assertEquals(Ending.SUPERSEDED, outcome.ending());
    String note = "Run tue of the same job passed: nothing is left to decide.";
    assertEquals(note, outcome.headline());
    assertEquals(
        List.of("closed: " + note, note), world.messages.subList(told, world.messages.size()));
    assertEquals(Map.of(), world.claims);
  }

  @Test
  void a_group_of_the_job_in_which_nothing_failed_closes_it_too() {
    Remediation first = waiting("mon", DAG, Policy.standard());
    world.failed = 0;
    stage.tell("dag-2", DAG, last("passed-tue"));
    assertEquals(
        "Run dag-2 of the same job passed: nothing is left to decide.",
        stage.outcome(first).headline());
    assertEquals(new GatheringOutcome(1, List.of("fix/shop/dag-2")), stage.gathered("dag-2"));
  }

  @Test
  void a_late_new_failure_of_a_group_is_worked_at_once_and_the_rest_stays_with_the_first_try() {
    Instant night = Instant.parse(world.times.get("mon"));
    world.times.put("failed-a", night.toString());
    world.times.put("failed-a+failed-b", night.plusSeconds(600).toString());
    stage.tell("dag-1", DAG, last("failed-a"));
    await(() -> world.posts.size() == 1);

    world.causes = List.of(FakeWorld.renamed(), FakeWorld.slip());
    stage.tell("dag-1", DAG, last("failed-b"));
    await(() -> world.posts.size() == 2);
    assertEquals(List.of("slip"), kinds(world.tasks.get(1).causes()));
    assertTrue(stage.awaitQuestion(stage.flow("dag-1/retry-1")).decides());
    assertTrue(stage.awaitQuestion(stage.flow("dag-1")).decides(), "it waits still");
    assertEquals(
        List.of("fix/shop/dag-1", "fix/shop/dag-1/retry-1"),
        List.of(
            world.claims.get(Ids.cause(FakeWorld.renamed().signature())),
            world.claims.get(Ids.cause(FakeWorld.slip().signature()))));
  }

  @Test
  void without_a_job_or_a_time_and_of_another_job_it_takes_nobodys_place() {
    Remediation first = waiting("mon", DAG, Policy.standard());
    assertTaken(stage.start("tue", Policy.standard()));
    assertTaken(stage.startOfJob("undated", DAG, Policy.standard()));
    assertTaken(stage.startOfJob("wed", "hourly", Policy.standard()));
    world.failed = 0;
    assertEquals(
        Ending.NOTHING_FAILED,
        stage.outcome(stage.startOfJob("wed-2", "hourly", Policy.standard())).ending());
    first.decide(approval(first));
    assertEquals(Ending.PULL_REQUEST, stage.outcome(first).ending());
  }

  @Test
  void an_earlier_run_that_comes_late_takes_nobodys_place() {
    Remediation second = waiting("tue", DAG, Policy.standard());
    assertTaken(stage.startOfJob("mon", DAG, Policy.standard()));
    world.failed = 0;
    world.times.put("mon-2", world.times.get("mon"));
    stage.outcome(stage.startOfJob("mon-2", DAG, Policy.standard()));
    second.decide(approval(second));
    assertEquals(Ending.PULL_REQUEST, stage.outcome(second).ending());
  }

  private static Notice last(String folder) {
    return new Notice(new Location("shop", folder, null, null), "", true);
  }

  private static List<String> kinds(List<Cause> causes) {
    return causes.stream().map(Cause::kind).toList();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "it did not happen within 20 s");
      Thread.onSpinWait();
    }
  }

  private void assertTaken(Remediation flow) {
    RemediationOutcome outcome = stage.outcome(flow);
    assertEquals(Ending.REPORT, outcome.ending());
    assertEquals(Verdict.KNOWN, outcome.causes().get(0).verdict());
    assertTrue(outcome.causes().get(0).because().contains("is looked after already: fix/shop/"));
  }

  private Remediation waiting(String run, String job, Policy policy) {
    Remediation flow = stage.startOfJob(run, job, policy);
    stage.awaitQuestion(flow);
    return flow;
  }

  private List<String> openNights() {
    return world.claims.keySet().stream().filter(key -> key.startsWith("night/")).toList();
  }

  private Decision approval(Remediation flow) {
    String hash = stage.awaitQuestion(flow).patchHash();
    return new Decision(Choice.APPROVE, "ana", hash, "", "test", "");
  }
}
