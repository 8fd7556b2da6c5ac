package dev.nightshift.workflows.remediation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ledger.Ledger;
import dev.nightshift.workflows.ports.Chat.Matter;
import dev.nightshift.workflows.ports.Chat.Message;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Policy.Publish;
import dev.nightshift.workflows.values.Ruling;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A fix that is in a report alone holds its cause for as long as it is worth to be looked up. */
class SuggestedFixTest {
  private static final String KEY = Ids.cause(FakeWorld.renamed().signature());
  private static final Policy SUGGEST = new Policy(Publish.SUGGEST, null, 0, 0, 0, 0, null, null);

  private final FakeWorld world = new FakeWorld();
  private final FlowStage stage = new FlowStage(world, Instant.parse("2026-11-20T02:00:00Z"));

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void the_next_night_is_told_which_report_holds_it_and_until_when() {
    LocalDate last = today().plusDays(Ledger.SUGGESTED_DAYS);
    stage.outcome(stage.start("1", SUGGEST));
    String note = "a fix is in the report of run 1 (looked for again after " + last + ")";
    assertEquals(note, world.notes.get(KEY));

    stage.passToDay(Ledger.SUGGESTED_DAYS);
    RemediationOutcome next = stage.outcome(stage.start("2", SUGGEST));
    assertTrue(next.causes().get(0).because().endsWith(note), next.causes().get(0).because());
    assertEquals(1, world.tasks.size());
  }

  @Test
  void after_that_it_is_looked_for_again() {
    stage.outcome(stage.start("1", SUGGEST));
    stage.passToDay(Ledger.SUGGESTED_DAYS + 1);
    RemediationOutcome next = stage.outcome(stage.start("2", SUGGEST));
    assertEquals(Ending.REPORT, next.ending());
    assertEquals(FakeWorld.PATCH, next.patch());
    assertEquals(2, world.tasks.size());
    assertTrue(world.notes.get(KEY).contains("run 2"), world.notes.get(KEY));
  }

  @Test
  void who_asks_for_just_this_run_has_it_looked_for_at_once() {
    stage.outcome(stage.start("1", SUGGEST));
    RemediationOutcome again = stage.outcome(stage.startByPerson("1/retry-1", SUGGEST));
    assertEquals(FakeWorld.PATCH, again.patch());
    assertEquals(2, world.tasks.size());
  }

  @Test
  void a_policy_that_lets_a_pull_request_be_made_is_not_held_by_it() {
    stage.outcome(stage.start("1", SUGGEST));
    Remediation next = stage.start("2", Policy.standard());
    assertTrue(stage.awaitQuestion(next).decides());
    assertEquals("fix/shop/2", world.claims.get(KEY));
  }

  /** Whoever only wants suggestions is asked nothing, whatever the gate would ask for. */
  @Test
  void what_the_gate_wants_a_person_for_leaves_as_little_and_nobody_is_asked() {
    world.provenRuling = new Ruling(null, null, null, "the page names.md names b.sql for this");
    RemediationOutcome outcome = stage.outcome(stage.start("1", SUGGEST));
    assertEquals(Ending.REPORT, outcome.ending());
    assertEquals(FakeWorld.PATCH, outcome.patch());
    assertEquals(List.of(), world.branches);
    assertEquals(List.of(Matter.ENDING), world.posts.stream().map(Message::matter).toList());
  }

  private LocalDate today() {
    return LocalDate.ofInstant(Instant.ofEpochMilli(stage.now()), ZoneOffset.UTC);
  }
}
