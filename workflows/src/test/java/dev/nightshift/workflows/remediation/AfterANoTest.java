package dev.nightshift.workflows.remediation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.CloudRun.Status;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Decision.Choice;
import dev.nightshift.workflows.values.Policy;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person did not want the fix: that holds for the nights after, until a person asks again. */
class AfterANoTest {
  private static final String KEY = Ids.cause(FakeWorld.renamed().signature());

  private final FakeWorld world = new FakeWorld();
  private final FlowStage stage = new FlowStage(world);

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void the_next_night_is_told_who_said_no_and_asks_nobody() {
    reject("1", "too hasty");
    assertEquals(Map.of(KEY, "run 1, where ana said no: too hasty"), world.notes);

    RemediationOutcome next = stage.outcome(stage.start("2", Policy.standard()));
    assertEquals(Ending.REPORT, next.ending());
    String because = next.causes().get(0).because();
    assertTrue(because.endsWith("run 1, where ana said no: too hasty"), because);
    assertEquals(
        "What is to change is looked after already; 1 SOURCE, 1 KNOWN, 1 of them told before.",
        next.headline());
  }

  @Test
  void who_asks_for_just_this_run_is_asked_anew() {
    reject("1", "");
    world.cloudRuns.put("3", CloudRunTest.run("3", Status.FAILED, "scheduled"));
    Remediation flow = stage.startCloud("3", "cli", Policy.standard());
    String hash = stage.awaitQuestion(flow).patchHash();
    assertEquals(FakeWorld.PATCH.sha256(), hash);
    assertEquals(Map.of(), world.notes);
    flow.decide(new Decision(Choice.APPROVE, "ana", hash, "", "test", ""));
    assertEquals(Ending.PULL_REQUEST, stage.outcome(flow).ending());
    assertEquals(Map.of(KEY, "/pulls/7"), world.notes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "@ada"})
  void who_asks_for_a_run_whose_pull_request_was_closed_unmerged_is_asked_anew(String closedBy) {
    Remediation first = stage.start("1", Policy.standard());
    String hash = stage.awaitQuestion(first).patchHash();
    first.decide(new Decision(Choice.APPROVE, "ana", hash, "", "test", ""));
    stage.outcome(first);
    world.pullState = "closed";
    stage.watch("1").look(closedBy);
    stage.watched("1");

    RemediationOutcome night = stage.outcome(stage.start("2", Policy.standard()));
    assertEquals(Ending.REPORT, night.ending());
    String because = night.causes().get(0).because();
    assertTrue(because.endsWith("without a merge"), because);

    Remediation again = stage.startByPerson("1/retry-1", Policy.standard());
    assertTrue(stage.awaitQuestion(again).decides());
    assertEquals(Map.of(), world.notes);
  }

  @Test
  void a_pull_request_that_waits_is_not_asked_for_twice_by_a_person_either() {
    Remediation first = stage.start("1", Policy.standard());
    String hash = stage.awaitQuestion(first).patchHash();
    first.decide(new Decision(Choice.APPROVE, "ana", hash, "", "test", ""));
    stage.outcome(first);
    world.cloudRuns.put("3", CloudRunTest.run("3", Status.FAILED, "scheduled"));
    RemediationOutcome again = stage.outcome(stage.startCloud("3", "cli", Policy.standard()));
    assertEquals(Ending.REPORT, again.ending());
    assertEquals(Map.of(KEY, "/pulls/7"), world.notes);
  }

  private void reject(String run, String reason) {
    Remediation flow = stage.start(run, Policy.standard());
    String hash = stage.awaitQuestion(flow).patchHash();
    flow.decide(new Decision(Choice.REJECT, "ana", hash, reason, "test", ""));
    assertEquals(Ending.REJECTED, stage.outcome(flow).ending());
  }
}
