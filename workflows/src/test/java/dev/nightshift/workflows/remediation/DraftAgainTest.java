package dev.nightshift.workflows.remediation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Decision.Choice;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Policy.Publish;
import dev.nightshift.workflows.values.Ruling;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A no with a reason is something to begin with, for a draft as for what nobody has seen yet. */
class DraftAgainTest {
  private static final BlobRef OTHER = new BlobRef("c0de".repeat(16), 120, "patch");
  private static final Policy DRAFTS = new Policy(Publish.DRAFT, null, 0, 0, 0, 0, null, null);

  private final FakeWorld world = new FakeWorld();
  private final FlowStage stage = new FlowStage(world);

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void the_same_draft_is_then_of_another_fix() {
    world.patches = List.of(FakeWorld.PATCH, OTHER);
    Remediation flow = stage.start(DRAFTS);
    decide(flow, Choice.REJECT, FakeWorld.PATCH);
    String says = stage.awaitWaiting(flow, now -> is(now.patchHash(), OTHER)).question();
    assertTrue(says.startsWith("Ready for review? Draft 7 is a fix of"), says);
    assertEquals(List.of("ana said no: too hasty"), world.tasks.get(1).tried().get(0).objections());
    assertEquals(List.of("publishBranch", "openPull", "publishBranch", "reword"), publishing());
    assertEquals(1, world.branches.size());

    decide(flow, Choice.APPROVE, OTHER);
    RemediationOutcome outcome = stage.outcome(flow);
    assertEquals(Ending.PULL_REQUEST, outcome.ending());
    assertEquals(OTHER, outcome.patch());
  }

  @Test
  void where_there_is_no_other_it_is_closed_with_the_reason() {
    Remediation flow = stage.start(DRAFTS);
    decide(flow, Choice.REJECT, FakeWorld.PATCH);
    assertEquals(Ending.REJECTED, stage.outcome(flow).ending());
    assertEquals(2, world.tasks.size());
    assertTrue(world.messages.contains("closed: ana said no: too hasty"));
  }

  @Test
  void where_a_person_closed_it_no_other_is_looked_for() {
    world.patches = List.of(FakeWorld.PATCH, OTHER);
    Remediation flow = stage.start(DRAFTS);
    stage.awaitQuestion(flow);
    world.pullState = "closed";
    decide(flow, Choice.REJECT, FakeWorld.PATCH);
    assertEquals(Ending.REJECTED, stage.outcome(flow).ending());
    assertEquals(1, world.tasks.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"merged", "closed"})
  void what_a_person_merged_or_closed_meanwhile_gets_no_other_fix(String state) {
    world.patches = List.of(FakeWorld.PATCH, OTHER);
    Remediation flow = stage.start(DRAFTS);
    stage.awaitQuestion(flow);
    world.meanwhile.put("work", () -> world.pullState = state);
    decide(flow, Choice.REJECT, FakeWorld.PATCH);
    RemediationOutcome outcome = stage.outcome(flow);
    boolean merged = state.equals("merged");
    assertEquals(merged ? Ending.PULL_REQUEST : Ending.REJECTED, outcome.ending());
    assertEquals(FakeWorld.PATCH, outcome.patch());
    assertEquals(List.of("publishBranch", "openPull"), publishing());
  }

  @Test
  void what_a_person_has_to_agree_to_first_is_not_put_there() {
    world.patches = List.of(FakeWorld.PATCH, OTHER);
    Remediation flow = stage.start(DRAFTS);
    stage.awaitQuestion(flow);
    world.provenRuling = new Ruling(null, null, null, "a page names another file");
    decide(flow, Choice.REJECT, FakeWorld.PATCH);
    assertEquals(Ending.REJECTED, stage.outcome(flow).ending());
    assertEquals(List.of("publishBranch", "openPull"), publishing());
  }

  private List<String> publishing() {
    List<String> all = List.of("publishBranch", "openPull", "reword");
    return world.calls.stream().filter(all::contains).toList();
  }

  private void decide(Remediation flow, Choice choice, BlobRef patch) {
    stage.awaitWaiting(flow, now -> is(now.patchHash(), patch));
    flow.decide(new Decision(choice, "ana", patch.sha256(), "too hasty", "test", ""));
  }

  private static boolean is(String hash, BlobRef patch) {
    return hash.equals(patch.sha256());
  }
}
