package dev.nightshift.workflows.remediation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ledger.Ledger;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Policy.Publish;
import dev.nightshift.workflows.values.ToldBefore;
import dev.nightshift.workflows.values.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What no fix of ours mends is told of once, and after that with where it was told of first. */
class ToldBeforeTest {
  private static final Policy STANDARD = Policy.standard();

  private final FakeWorld world = new FakeWorld();
  private final FlowStage stage = new FlowStage(world, Instant.parse("2026-11-20T02:00:00Z"));
  private String first;

  @BeforeEach
  void onlyTheSource() {
    world.causes = List.of(FakeWorld.duplicates());
    first = today();
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void the_next_night_says_since_when_it_is_told_of_and_in_which_report() {
    assertEquals(Optional.empty(), toldIn("1"));
    stage.passToDay(1);
    RemediationOutcome next = stage.outcome(stage.start("2", STANDARD));
    assertEquals(Optional.of(new ToldBefore(first, "fix/shop/1", first, false)), told(next));
    assertEquals(told(next), ToldBefore.of(last()), "the report says it");
  }

  @Test
  void it_is_as_red_as_before() {
    RemediationOutcome new1 = stage.outcome(stage.start("1", STANDARD));
    RemediationOutcome old = stage.outcome(stage.start("2", STANDARD));
    assertEquals(Ending.REPORT, old.ending());
    assertEquals(Verdict.SOURCE, old.causes().get(0).verdict());
    assertEquals(new1.remaining(), old.remaining());
    assertEquals("Nothing to change in the project; 1 SOURCE.", new1.headline());
    assertEquals("Nothing to change in the project; 1 SOURCE, told before.", old.headline());
    world.causes = List.of(FakeWorld.duplicates(), FakeWorld.slip().with(Verdict.SOURCE, "rows"));
    assertEquals(
        "Nothing to change in the project; 2 SOURCE, 1 of them told before.",
        stage.outcome(stage.start("3", STANDARD)).headline());
  }

  @Test
  void who_was_written_to_is_reminded_after_a_week_and_not_before() {
    toldIn("1");
    stage.passToDay(Ledger.REMINDED_DAYS - 1);
    assertEquals(new ToldBefore(first, "fix/shop/1", first, false), toldIn("2").orElseThrow());
    stage.passToDay(Ledger.REMINDED_DAYS);
    String reminded = today();
    assertEquals(new ToldBefore(first, "fix/shop/1", first, true), toldIn("3").orElseThrow());
    stage.passToDay(Ledger.REMINDED_DAYS + 1);
    assertEquals(new ToldBefore(first, "fix/shop/1", reminded, false), toldIn("4").orElseThrow());
  }

  @Test
  void as_long_as_it_goes_on_it_is_the_same_story_and_what_stayed_away_is_a_new_one() {
    toldIn("1");
    for (int n = 2; n <= 4; n++) {
      stage.passToDay((n - 1) * Ledger.TOLD_DAYS);
      assertEquals(first, toldIn("" + n).orElseThrow().since());
    }
    stage.passToDay(4 * Ledger.TOLD_DAYS + 1);
    assertEquals(Optional.empty(), toldIn("5"));
  }

  @Test
  void the_same_run_looked_after_once_more_is_told_as_it_was() {
    toldIn("1");
    assertEquals(Optional.empty(), told(stage.outcome(stage.startByPerson("1/retry-1", STANDARD))));
    // The server's clock may leap by a day when nothing is open, as between the two above.
    stage.passToDay(Ledger.REMINDED_DAYS + 1);
    assertTrue(toldIn("2").orElseThrow().reminds());
    RemediationOutcome again = stage.outcome(stage.startByPerson("2/retry-1", STANDARD));
    assertTrue(told(again).orElseThrow().reminds(), "its letter is written over");
  }

  @Test
  void code_that_nothing_mends_is_told_of_in_the_same_way() {
    world.causes = List.of(FakeWorld.slip());
    world.patch = null;
    assertEquals(Optional.empty(), toldIn("1"));
    assertEquals(new ToldBefore(first, "fix/shop/1", "", false), toldIn("2").orElseThrow());
  }

  @Test
  void a_fix_that_does_not_hold_mends_nothing() {
    world.causes = List.of(FakeWorld.renamed());
    world.refused.put(FakeWorld.PATCH, "rows are lost");
    assertEquals(Optional.empty(), toldIn("1"));
    assertEquals("fix/shop/1", toldIn("2").orElseThrow().flow());
  }

  @Test
  void what_a_pull_request_mends_is_told_of_by_that_alone() {
    world.causes = List.of(FakeWorld.renamed(), FakeWorld.duplicates());
    Policy publish = new Policy(Publish.PUBLISH, null, 0, 0, 0, 0, null, null);
    stage.outcome(stage.start("1", publish));
    assertTrue(world.said.containsKey(key(FakeWorld.duplicates())), world.said.toString());
    assertFalse(world.said.containsKey(key(FakeWorld.renamed())), world.said.toString());
  }

  @Test
  void what_is_waited_for_is_read_with_it_too() {
    toldIn("1");
    world.causes = List.of(FakeWorld.duplicates(), FakeWorld.ambiguous());
    Remediation flow = stage.start("2", STANDARD);
    stage.awaitQuestion(flow);
    assertEquals(first, ToldBefore.of(last()).orElseThrow().since());
    stage.cancel(flow);
  }

  @Test
  void the_next_night_knows_it_though_the_first_waits_for_somebody_still() {
    world.causes = List.of(FakeWorld.duplicates(), FakeWorld.ambiguous());
    Remediation waits = stage.start("1", STANDARD);
    stage.awaitQuestion(waits);
    world.causes = List.of(FakeWorld.duplicates());
    assertEquals("fix/shop/1", toldIn("2").orElseThrow().flow());
    stage.cancel(waits);
  }

  @Test
  void a_ledger_that_keeps_nothing_costs_no_report() {
    world.refusals.put("rememberEach", ErrorKind.REFUSED);
    RemediationOutcome outcome = stage.outcome(stage.start("1", STANDARD));
    assertEquals(Ending.REPORT, outcome.ending());
    assertEquals(1, world.reports.size());
  }

  @Test
  void a_run_with_a_long_name_fits_into_the_ledger() {
    String run = "r".repeat(400);
    stage.outcome(stage.start(run, STANDARD));
    String words = world.said.get(key(FakeWorld.duplicates()));
    assertEquals(Ledger.LONGEST, words.length());
  }

  private Optional<ToldBefore> toldIn(String run) {
    return told(stage.outcome(stage.start(run, STANDARD)));
  }

  private static Optional<ToldBefore> told(RemediationOutcome outcome) {
    return ToldBefore.of(outcome.causes().get(0));
  }

  private Cause last() {
    return world.reports.get(world.reports.size() - 1).causes().get(0);
  }

  private static String key(Cause cause) {
    return Ids.told(cause.signature());
  }

  private String today() {
    return LocalDate.ofInstant(Instant.ofEpochMilli(stage.now()), ZoneOffset.UTC).toString();
  }
}
