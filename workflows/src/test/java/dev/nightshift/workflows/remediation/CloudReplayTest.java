package dev.nightshift.workflows.remediation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.approval.ApprovedFlow;
import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Runs;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.CloudRun.Status;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Policy.Publish;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import org.junit.jupiter.api.Test;

/**
 * The arrival of a run of dbt Cloud's that has not ended when it is told of, and whose draft a
 * person makes ready.
 */
class CloudReplayTest {
  private static final String RECORDED = "dbt-cloud-0.1.json";
  private static final String WORKFLOW = Ids.fix("shop", "101");

  @Test
  void a_recorded_history_replays() throws Exception {
    Replays.replay(Replays.recorded(RECORDED), WORKFLOW, RemediationFlow.class);
  }

  @Test
  void a_changed_arrival_fails_the_replay() throws Exception {
    String history = Replays.recorded(RECORDED);
    Exception refused =
        assertThrows(Exception.class, () -> Replays.replay(history, WORKFLOW, ImpatientFlow.class));
    assertTrue(refused.toString().contains("NonDeterministicException"), refused.toString());
  }

  @Test
  void a_flow_of_this_build_replays_what_it_recorded() throws Exception {
    String history;
    FakeWorld world = new FakeWorld();
    world.cloudRuns.put("101", CloudRunTest.run("101", Status.OPEN, "scheduled"));
    world.meanwhile.put(
        "fetch run",
        () -> {
          if (world.calls.size() > 1) {
            world.cloudRuns.put("101", CloudRunTest.run("101", Status.FAILED, "scheduled"));
          }
        });
    try (FlowStage stage = new FlowStage(world)) {
      Remediation flow =
          stage.startCloud(
              "101", "webhook", new Policy(Publish.DRAFT, null, 0, 0, 0, 0, null, null));
      String hash = stage.awaitListed(flow).patchHash();
      flow.decide(new Decision(Decision.Choice.APPROVE, "ana", hash, "", "test", ""));
      assertEquals(Ending.PULL_REQUEST, stage.outcome(flow).ending());
      history = stage.history(flow);
    }
    Replays.keep("dbt-cloud", history);
    Replays.replay(history, WORKFLOW, RemediationFlow.class);
    assertTrue(Replays.bytes(history) < 66 * 1024, Replays.bytes(history) + " bytes of history");
  }

  /** A remediation that brings what it has not asked about. */
  public static final class ImpatientFlow extends ApprovedFlow implements Remediation {
    @WorkflowInit
    public ImpatientFlow(RemediationRequest request) {
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
      Workflow.upsertTypedSearchAttributes(
          Attributes.KIND.valueSet("remediation"),
          Attributes.PROJECT.valueSet(request.project()),
          Attributes.REPOSITORY.valueSet(request.repository()));
      Workflow.newActivityStub(Runs.class, Options.reading(request.pace()))
          .bring(request.project(), null);
      throw new IllegalStateException("a replay must not come this far");
    }
  }
}
