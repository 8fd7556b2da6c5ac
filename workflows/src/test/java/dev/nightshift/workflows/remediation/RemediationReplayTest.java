package dev.nightshift.workflows.remediation;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.approval.ApprovedFlow;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Artifacts.Rerun;
import dev.nightshift.workflows.ports.Workspaces;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.watch.WatchFlow;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Histories of released shapes, replayed by this build. To record one for a new shape, run this
 * test with {@code -Dnightshift.record=remediation-VERSION.json}, or {@code watch-VERSION.json},
 * and commit the file.
 */
class RemediationReplayTest {
  private static final String REMEDIATION = "remediation-0.1.json";
  private static final String WATCH = "watch-0.1.json";

  @Test
  void a_recorded_history_replays() throws Exception {
    replay(recorded(REMEDIATION), RemediationFlow.class);
    replay(recorded(WATCH), WatchFlow.class);
  }

  @Test
  void a_changed_flow_fails_the_replay() throws Exception {
    String history = recorded(REMEDIATION);
    Exception refused = assertThrows(Exception.class, () -> replay(history, ChangedFlow.class));
    assertTrue(refused.toString().contains("NonDeterministicException"), refused.toString());
  }

  @Test
  void a_flow_of_this_build_replays_what_it_recorded() throws Exception {
    String history;
    String watched;
    FakeWorld world = new FakeWorld();
    try (FlowStage stage = new FlowStage(world)) {
      Remediation flow = stage.start(Policy.standard());
      String hash = stage.awaitQuestion(flow).patchHash();
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
    record("remediation", history);
    record("watch", watched);
    replay(history, RemediationFlow.class);
    replay(watched, WatchFlow.class);
    assertTrue(bytes(history) < 75 * 1024, "a history of " + bytes(history) + " bytes");
    assertTrue(bytes(watched) < 25 * 1024, "a history of " + bytes(watched) + " bytes");
  }

  /** As a server counts them; written for people it is three times as long. */
  private static int bytes(String history) {
    return WorkflowExecutionHistory.fromJson(history, Ids.fix("shop", "1"))
        .getHistory()
        .getSerializedSize();
  }

  private static void record(String kind, String history) throws IOException {
    String file = System.getProperty("nightshift.record", "");
    if (file.startsWith(kind)) {
      Files.writeString(Path.of("src/test/resources/histories", file), history + "\n");
    }
  }

  private static void replay(String history, Class<?> flow) throws Exception {
    try (TestWorkflowEnvironment environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder().setDataConverter(Converter.data()).build())
                .build())) {
      Worker worker = environment.newWorker("replay");
      worker.registerWorkflowImplementationTypes(flow);
      WorkflowReplayer.replayWorkflowExecution(
          WorkflowExecutionHistory.fromJson(history, Ids.fix("shop", "1")), worker);
    }
  }

  private static String recorded(String file) throws IOException {
    try (InputStream stream =
        RemediationReplayTest.class.getResourceAsStream("/histories/" + file)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
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
    public RemediationOutcome run(RemediationRequest request) {
      Workflow.newActivityStub(Workspaces.class, Options.reading(request.pace()))
          .resolve(request.project(), "");
      throw new IllegalStateException("a replay must not come this far");
    }
  }
}
