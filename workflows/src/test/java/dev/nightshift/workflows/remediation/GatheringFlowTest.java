package dev.nightshift.workflows.remediation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.agent.AgentSessionFlow;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.gathering.GatheringFlow;
import dev.nightshift.workflows.gathering.GatheringOutcome;
import dev.nightshift.workflows.gathering.Notice;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.ports.Artifacts.Parts;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Here rather than in the gathering's own package, because what it starts is looked at. */
class GatheringFlowTest {
  private final FakeWorld world = new FakeWorld();
  private FlowStage stage;

  @BeforeEach
  void open() {
    world.failed = 0;
    stage =
        new FlowStage(world, GatheringFlow.class, RemediationFlow.class, AgentSessionFlow.class);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void what_is_told_of_in_one_go_is_one_run() {
    stage.tell("dag-1", notice("failed-a"));
    stage.tell("dag-1", notice("passed-b"));
    stage.tell("dag-1", notice("failed-c"));
    assertEquals(new GatheringOutcome(3, List.of("fix/shop/dag-1")), stage.gathered("dag-1"));
    assertEquals(List.of("failed-a", "passed-b", "failed-c"), folders(world.gathered.get(0)));
    assertEquals(1, world.gathered.size());
    assertEquals("failed-a+failed-c+passed-b", world.summarized.get(0).folder());
  }

  @Test
  void what_cannot_be_made_one_run_is_not_lost() {
    world.refusals.put("gather", ErrorKind.BAD_INPUT);
    stage.tell("dag-1", notice("failed-a"));
    stage.tell("dag-1", notice("failed-b"));
    assertEquals(List.of("fix/shop/dag-1"), stage.gathered("dag-1").started());
    assertEquals("failed-b", world.summarized.get(0).folder());
  }

  @Test
  void what_cannot_be_read_later_takes_nothing_from_what_was() {
    stage.tell("dag-1", last("failed-a", ""));
    await(() -> world.calls.contains("summarize"));
    world.refusals.put("gather", ErrorKind.BAD_INPUT);
    stage.tell("dag-1", last("failed-b", ""));
    await(() -> world.summarized.size() == 2);
    world.refusals.remove("gather");
    stage.tell("dag-1", last("failed-c", ""));
    await(() -> world.summarized.size() == 3);
    assertEquals(
        List.of("failed-a", "failed-b", "failed-a+failed-c"),
        world.summarized.stream().map(Location::folder).toList());
  }

  @Test
  void it_waits_until_nobody_has_told_of_another_for_a_while() {
    stage.tell("dag-1", notice("failed-a"));
    stage.pass(Duration.ofSeconds(100));
    stage.tell("dag-1", notice("failed-b"));
    stage.pass(Duration.ofSeconds(100));
    assertEquals(0, world.gathered.size());
    stage.pass(Duration.ofSeconds(30));
    await(() -> world.gathered.size() == 1);
    assertEquals(List.of("failed-a", "failed-b"), folders(world.gathered.get(0)));
  }

  @Test
  void the_last_one_ends_the_wait() {
    stage.tell("dag-1", notice("failed-a"));
    stage.tell("dag-1", new Notice(null, "", true));
    await(() -> world.calls.contains("summarize"));
    assertEquals(List.of("failed-a"), folders(world.gathered.get(0)));
  }

  @Test
  void one_that_fails_again_and_again_is_not_waited_for_longer_than_an_hour() {
    for (int n = 0; n < 40; n++) {
      stage.tell("dag-1", notice("failed-" + n));
      stage.pass(Duration.ofSeconds(110));
    }
    await(() -> !world.gathered.isEmpty());
    assertEquals(33, world.gathered.get(0).more().size());
  }

  @Test
  void what_comes_later_is_a_new_try_only_where_it_brings_a_new_failure() {
    stage.tell("dag-1", last("failed-a", "c1"));
    await(() -> world.calls.contains("summarize"));
    stage.tell("dag-1", last("passed-b", ""));
    await(() -> world.gathered.size() == 2);
    stage.tell("dag-1", last("failed-a", ""));
    await(() -> world.gathered.size() == 3);
    stage.tell("dag-1", last("failed-c", "c2"));
    GatheringOutcome outcome = stage.gathered("dag-1");
    assertEquals(
        new GatheringOutcome(4, List.of("fix/shop/dag-1", "fix/shop/dag-1/retry-1")), outcome);
    assertEquals("failed-a", world.gathered.get(3).known().folder());
    assertEquals("failed-a+passed-b", world.gathered.get(3).before().folder());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "shop/nightly build"})
  void what_was_made_good_later_is_told_to_whoever_looks_after_it(String job) {
    Remediation flow = waiting(job);
    stage.tell("dag-1", job, last("passed-a", ""));
    RemediationOutcome outcome = stage.outcome(flow);
    assertEquals(Ending.SUPERSEDED, outcome.ending());
    assertEquals(
        "What failed in run dag-1 passed when it was run again: nothing is left to decide.",
        outcome.headline());
    assertEquals(Map.of(), world.claims);

    stage.tell("dag-1", job, last("failed-b", ""));
    assertEquals(
        List.of("fix/shop/dag-1", "fix/shop/dag-1/retry-1"), stage.gathered("dag-1").started());
    String known = world.gathered.get(2).known().folder();
    assertEquals("failed-a+passed-a", known, "what fails again is news");
  }

  @Test
  void where_something_fails_still_whoever_looks_after_it_goes_on() {
    Remediation flow = waiting("");
    stage.tell("dag-1", last("failed-b", ""));
    await(() -> world.gathered.size() == 2);
    stage.tell("dag-1", last("passed-a", ""));
    await(() -> world.gathered.size() == 3);
    stage.tell("dag-1", last("passed-c", ""));
    await(() -> world.gathered.size() == 4);
    assertTrue(stage.awaitQuestion(flow).decides());
  }

  private Remediation waiting(String job) {
    world.failed = 2;
    world.generatedAt = Instant.now().toString();
    stage.tell("dag-1", job, last("failed-a", ""));
    await(() -> !world.posts.isEmpty());
    Remediation flow = stage.flow("dag-1");
    stage.awaitQuestion(flow);
    return flow;
  }

  @Test
  void where_nothing_failed_nothing_is_begun() {
    stage.tell("dag-1", last("passed-a", ""));
    assertEquals(new GatheringOutcome(1, null), stage.gathered("dag-1"));
  }

  @Test
  void it_is_said_that_a_flow_was_begun_and_not_what_becomes_of_it() {
    stage.tell("dag-1", last("failed-a", "c1"));
    stage.gathered("dag-1");
    assertEquals(
        List.of("Something failed that had not.", "fix/shop/dag-1 was begun to look after it."),
        stage.found("group/shop/dag-1"));
  }

  @Test
  void where_a_person_was_quicker_the_next_id_is_taken() {
    stage.outcome(stage.start(null));
    stage.tell("1", last("failed-a", ""));
    assertEquals(new GatheringOutcome(1, List.of("fix/shop/1/retry-1")), stage.gathered("1"));
  }

  @Test
  void of_many_at_once_none_is_lost_and_none_begins_twice() {
    IntStream.range(0, 120).parallel().forEach(n -> stage.tell("dag-1", notice("failed-" + n)));
    assertEquals(new GatheringOutcome(120, List.of("fix/shop/dag-1")), stage.gathered("dag-1"));
    assertEquals(
        List.of(50, 50, 20), world.gathered.stream().map(parts -> parts.more().size()).toList());
  }

  @Test
  void a_recorded_history_replays() throws Exception {
    Replays.replay(Replays.recorded("gathering-0.1.json"), "group/shop/dag-1", GatheringFlow.class);
  }

  /** To record one for a new shape: {@code -Dnightshift.record=gathering-VERSION.json}. */
  @Test
  void a_flow_of_this_build_replays_what_it_recorded() throws Exception {
    stage.tell("dag-1", last("failed-a", "c1"));
    await(() -> world.calls.contains("summarize"));
    stage.tell("dag-1", notice("failed-b"));
    stage.tell("dag-1", notice("passed-c"));
    stage.gathered("dag-1");
    String history = stage.history("group/shop/dag-1");
    Replays.keep("gathering", history);
    Replays.replay(history, "group/shop/dag-1", GatheringFlow.class);
  }

  private static Notice notice(String folder) {
    return new Notice(new Location("shop", folder, null, null), "", false);
  }

  private static Notice last(String folder, String commit) {
    return new Notice(new Location("shop", folder, null, null), commit, true);
  }

  private static List<String> folders(Parts parts) {
    return parts.more().stream().map(Location::folder).toList();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "it did not happen within 20 s");
      Thread.onSpinWait();
    }
  }
}
