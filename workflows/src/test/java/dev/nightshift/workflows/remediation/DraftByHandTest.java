package dev.nightshift.workflows.remediation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Policy.Publish;
import dev.nightshift.workflows.watch.WatchOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A person merges or closes a draft where it is, and decides nothing here. */
class DraftByHandTest {
  private static final String KEY = Ids.cause(FakeWorld.renamed().signature());

  /** Less than the hour after which a watch looks by itself. */
  private static final long SOON = 1_800;

  private final FakeWorld world = new FakeWorld();
  private final FlowStage stage = new FlowStage(world);

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void one_that_was_merged_is_not_said_to_wait_still() {
    Remediation flow = waiting(drafts(SOON));
    world.pullState = "merged";
    RemediationOutcome outcome = stage.outcome(flow);
    assertEquals(Ending.PULL_REQUEST, outcome.ending());
    assertEquals("Draft 7 was merged by hand; it makes 1 cause green.", outcome.headline());
    assertEquals(List.of(FakeWorld.TEST), outcome.remaining());
    assertEquals(Map.of(KEY, "/pulls/7"), world.notes);
  }

  @Test
  void one_that_was_closed_is_a_no_that_is_remembered() {
    Remediation flow = waiting(drafts(SOON));
    world.pullState = "closed";
    RemediationOutcome outcome = stage.outcome(flow);
    assertEquals(Ending.REJECTED, outcome.ending());
    assertEquals("Draft 7 was closed by hand without a merge.", outcome.headline());
    assertEquals(Map.of(KEY, "/pulls/7 was closed without a merge"), world.notes);
    assertEquals(WatchOutcome.Ending.GIVEN_UP, stage.watched("1").ending());
  }

  @Test
  void a_merge_that_the_watch_sees_is_told_to_the_flow_that_waits() {
    Remediation flow = waiting(drafts(0));
    long before = stage.now();
    world.pullState = "merged";
    assertEquals(Ending.PULL_REQUEST, stage.outcome(flow).ending());
    assertTrue(stage.now() - before < Duration.ofHours(2).toMillis(), "no week is waited");
  }

  @Test
  void so_is_who_closed_it() {
    Remediation flow = waiting(drafts(0));
    world.pullState = "closed";
    stage.watch("1").look("@ada");
    assertEquals(Ending.REJECTED, stage.outcome(flow).ending());
    assertEquals(Map.of(KEY, "@ada closed /pulls/7 without a merge"), world.notes);
    assertEquals(WatchOutcome.Ending.CLOSED, stage.watched("1").ending());
  }

  @Test
  void what_is_asked_besides_a_pull_request_is_asked_on_when_that_is_merged() {
    world.causes = List.of(FakeWorld.renamed(), FakeWorld.ambiguous());
    Remediation flow = waiting(new Policy(Publish.PUBLISH, null, 0, 0, 0, 0, null, null));
    world.pullState = "merged";
    world.mergedAt = stage.now();
    stage.pass(Duration.ofHours(3));
    assertEquals(1, flow.progress().waiting().asked().size());
  }

  private Remediation waiting(Policy policy) {
    Remediation flow = stage.start(policy);
    stage.awaitQuestion(flow);
    return flow;
  }

  private static Policy drafts(long expireAfterSeconds) {
    return new Policy(Publish.DRAFT, null, 0, expireAfterSeconds, 0, 0, null, null);
  }
}
