package dev.nightshift.workflows.remediation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Cause.Option;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Progress.Waiting;
import dev.nightshift.workflows.values.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What no rule understands is run once more before anybody is asked. */
class RunAgainTest {
  private final FakeWorld world = new FakeWorld();
  private final FlowStage stage = new FlowStage(world);

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void what_passes_when_it_is_run_again_is_nobodys_to_mend_or_answer() {
    world.causes = List.of(unknown(), FakeWorld.duplicates());
    world.passesNow = true;
    RemediationOutcome outcome = stage.outcome(stage.start(Policy.standard()));
    assertEquals(
        List.of(Verdict.SOURCE, Verdict.TRANSIENT),
        outcome.causes().stream().map(Cause::verdict).toList());
    assertFalse(world.calls.contains("work"), "no engine is asked");
    assertEquals(List.of(List.of("fqn:shop.stg_orders")), world.selected, "and nothing below it");
    assertEquals(Map.of(), world.claims);
    assertEquals(0, world.sandboxes.size());
  }

  @Test
  void what_fails_again_is_asked() {
    world.causes = List.of(unknown());
    Remediation flow = stage.start(Policy.standard());
    Waiting waiting = stage.awaitQuestion(flow);
    assertEquals("who knows?", waiting.asked().get(0).says());
    assertTrue(world.calls.contains("reconsider"));
    assertFalse(world.calls.contains("work"));
    assertEquals(0, world.sandboxes.size());
    stage.cancel(flow);
  }

  @Test
  void where_no_sandbox_is_to_be_had_it_is_asked_as_it_is() {
    world.causes = List.of(unknown());
    world.refusals.put("make", ErrorKind.REFUSED);
    Remediation flow = stage.start(Policy.standard());
    assertEquals("who knows?", stage.awaitQuestion(flow).asked().get(0).says());
    assertFalse(world.calls.contains("reconsider"));
    stage.cancel(flow);
  }

  @Test
  void what_a_rule_understands_and_a_person_must_answer_needs_no_sandbox() {
    world.causes = List.of(FakeWorld.ambiguous());
    Remediation flow = stage.start(Policy.standard());
    stage.awaitQuestion(flow);
    assertFalse(world.calls.contains("make"));
    stage.cancel(flow);
  }

  @Test
  void where_dbt_ran_nothing_there_is_nothing_to_run_again() {
    world.causes = List.of(unknown());
    world.stopped = List.of(new DbtResult.DbtError("", "models/a.sql", 1, "cannot be read"));
    Remediation flow = stage.start(Policy.standard());
    stage.awaitQuestion(flow);
    assertFalse(world.calls.contains("make"));
    stage.cancel(flow);
  }

  private static Cause unknown() {
    return new Cause(
            "runtime",
            Verdict.UNCLEAR,
            FakeWorld.MODEL,
            List.of(FakeWorld.MODEL),
            "who knows?",
            null,
            Map.of(Cause.AGAIN, "yes"),
            null)
        .asking(List.of(Option.of(Option.NONE, "cannot say", Verdict.UNCLEAR)));
  }
}
