package dev.nightshift.workflows.remediation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.agent.AgentSessionFlow;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.ports.Claims;
import dev.nightshift.workflows.scan.Scan;
import dev.nightshift.workflows.scan.ScanFlow;
import dev.nightshift.workflows.scan.ScanOutcome;
import dev.nightshift.workflows.scan.ScanRequest;
import dev.nightshift.workflows.values.CloudRun.Status;
import dev.nightshift.workflows.values.Policy;
import io.temporal.workflow.Workflow;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A scan that starts what nobody told of, finds one that was told of, and tells one that waits of a
 * run that passed.
 */
class ScanReplayTest {
  private static final String RECORDED = "scan-0.1.json";
  private static final String WORKFLOW = Ids.scan("shop");

  @Test
  void a_recorded_history_replays() throws Exception {
    Replays.replay(Replays.recorded(RECORDED), WORKFLOW, ScanFlow.class);
  }

  @Test
  void a_changed_scan_fails_the_replay() throws Exception {
    String history = Replays.recorded(RECORDED);
    Exception refused =
        assertThrows(Exception.class, () -> Replays.replay(history, WORKFLOW, ChangedScan.class));
    assertTrue(refused.toString().contains("NonDeterministicException"), refused.toString());
  }

  @Test
  void a_scan_of_this_build_replays_what_it_recorded() throws Exception {
    String history;
    FakeWorld world = new FakeWorld();
    failed(world, "101", "scheduled");
    failed(world, "102", "ci");
    try (FlowStage stage =
        new FlowStage(world, ScanFlow.class, RemediationFlow.class, AgentSessionFlow.class)) {
      stage.awaitQuestion(stage.startCloud("101", "webhook", Policy.standard()));
      world.cloudRuns.put("103", CloudRunTest.run("103", Status.PASSED, "scheduled"));
      ScanOutcome outcome = stage.scan();
      assertEquals(new ScanOutcome(2, List.of("fix/shop/102"), List.of("fix/shop/101")), outcome);
      history = stage.history(WORKFLOW);
    }
    Replays.keep("scan", history);
    Replays.replay(history, WORKFLOW, ScanFlow.class);
  }

  private static void failed(FakeWorld world, String id, String cause) {
    world.cloudRuns.put(id, CloudRunTest.run(id, Status.FAILED, cause));
  }

  /** One that looks who is open before it asks what failed. */
  public static final class ChangedScan implements Scan {
    @Override
    public ScanOutcome run(ScanRequest request) {
      Workflow.newActivityStub(Claims.class, Options.publishing(request.each().pace()))
          .held(request.each().project(), Ids.jobRuns());
      throw new IllegalStateException("a replay must not come this far");
    }
  }
}
