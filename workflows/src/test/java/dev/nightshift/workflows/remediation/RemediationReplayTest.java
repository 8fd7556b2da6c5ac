package dev.nightshift.workflows.remediation;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.approval.ApprovedFlow;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Artifacts.Rerun;
import dev.nightshift.workflows.ports.Workspaces;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.watch.WatchFlow;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemediationReplayTest {
  private static final String WORKFLOW = Ids.fix("shop", "1");
  private static final String REMEDIATION = "remediation-0.1.json";
  private static final String WATCH = "watch-0.1.json";

  /** In this world, where all is small; a real run has three times as much. */
  private static final int MOST_BYTES = 50_340;

  @Test
  void a_recorded_history_replays() throws Exception {
    Replays.replay(Replays.recorded(REMEDIATION), WORKFLOW, RemediationFlow.class);
    Replays.replay(Replays.recorded(WATCH), WORKFLOW, WatchFlow.class);
  }

  /** Of a build that decided otherwise there; they cannot be recorded again. */
  @ParameterizedTest
  @CsvSource({
    "draft-undecided, fix/shop/1",
    "held-by-a-report, fix/shop/3",
    "second-try, fix/shop/dag-1/retry-1",
    "draft-watch, fix/shop/1/watch",
  })
  void what_an_earlier_build_began_goes_on_as_it_would_have(String recorded, String workflow)
      throws Exception {
    Replays.replay(
        Replays.recorded(recorded + "-0.1.json"),
        workflow,
        workflow.endsWith("/watch") ? WatchFlow.class : RemediationFlow.class);
  }

  @Test
  void a_changed_flow_fails_the_replay() throws Exception {
    String history = Replays.recorded(REMEDIATION);
    Exception refused =
        assertThrows(Exception.class, () -> Replays.replay(history, WORKFLOW, ChangedFlow.class));
    assertTrue(refused.toString().contains("NonDeterministicException"), refused.toString());
  }

  @Test
  void a_flow_of_this_build_replays_what_it_recorded() throws Exception {
    String history;
    String watched;
    FakeWorld world = new FakeWorld();
    try (FlowStage stage = new FlowStage(world)) {
      Remediation flow = stage.start(Policy.standard());
      String hash = stage.awaitListed(flow).patchHash();
      flow.decide(new Decision(Decision.Choice.APPROVE, "ana", hash, "", "test", ""));
      stage.outcome(flow);
      history = stage.history(flow);
      world.pullState = "merged";
      world.mergedAt = stage.now();
      long later = world.mergedAt + 1;
      world.reruns.add(new Rerun("2", later, 20, List.of(FakeWorld.MODEL), null));
      stage.watched("1");
      watched = stage.history(stage.watch("1"));
    }
    Replays.keep("remediation", history);
    Replays.keep("watch", watched);
    Replays.replay(history, WORKFLOW, RemediationFlow.class);
    Replays.replay(watched, WORKFLOW, WatchFlow.class);
    assertTrue(Replays.bytes(history) < MOST_BYTES, Replays.bytes(history) + " bytes of history");
    assertTrue(Replays.bytes(watched) < 8 * 1024, Replays.bytes(watched) + " bytes of history");
  }

  /** A remediation that resolves the workspace before it reads the artifacts. */
  public static final class ChangedFlow extends ApprovedFlow implements Remediation {
    @WorkflowInit
    public ChangedFlow(RemediationRequest request) {
      super(new Trail("remediation", request.project(), "changed"), request.policy());
    }

    @Override
    public void overtake(Newer later) {}

    @Override
    public void gaveWay(String earlier) {}

    @Override
    public void settled() {}

    @Override
    public RemediationOutcome run(RemediationRequest request) {
      Workflow.newActivityStub(Workspaces.class, Options.reading(request.pace()))
          .resolve(request.project(), "");
      throw new IllegalStateException("a replay must not come this far");
    }
  }
}
