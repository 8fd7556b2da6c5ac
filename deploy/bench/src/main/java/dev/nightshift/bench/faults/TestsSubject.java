package dev.nightshift.bench.faults;

import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.tests.TestMaintainer;
import dev.nightshift.workflows.tests.TestsOutcome;
import dev.nightshift.workflows.tests.TestsOutcome.Ending;
import dev.nightshift.workflows.tests.TestsRequest;
import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Map;

/** A model that gets the tests it lacks: the same, each once, whoever died meanwhile. */
final class TestsSubject implements Subject {
  static final List<String> MODELS = List.of("days");

  private final World world;
  private final Outside outside;
  private String first;

  TestsSubject(World world) {
    this.world = world;
    this.outside = new Outside(world.home);
  }

  @Override
  public Equipment equipment() {
    return new Equipment(world.configuration, world.warmly, Map.of());
  }

  @Override
  public String workflow(int number) {
    return Ids.tests(World.project(number), "walk");
  }

  @Override
  public void start(WorkflowClient client, int number) {
    TestMaintainer flow =
        client.newWorkflowStub(
            TestMaintainer.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(workflow(number))
                .setTaskQueue(Queues.MAIN)
                .setWorkflowTaskTimeout(RemediationSubject.WORKFLOW_TASK)
                .build());
    Workspace workspace =
        new Workspace(
            World.project(number), World.REPOSITORY, "", outside.main(World.REPOSITORY), null);
    WorkflowClient.start(
        flow::run, new TestsRequest(workspace, MODELS, null, "walk", 0, RemediationSubject.PACE));
  }

  @Override
  public void answer(WorkflowStub flow, Progress.Waiting question) {
    throw new IllegalStateException("nobody is asked for tests");
  }

  @Override
  public List<String> wrongAfter(WorkflowClient client, WorkflowStub flow, int number)
      throws Exception {
    Findings wrong = new Findings();
    TestsOutcome outcome = flow.getResult(TestsOutcome.class);
    wrong.expect("how it ended", Ending.WRITTEN, outcome.ending());
    wrong.expect("models that were planned", MODELS.size(), outcome.plans().size());
    if (outcome.workspace().patch() != null) {
      String patch = new FileBlobs(world.home.blobs()).readText(outcome.workspace().patch());
      first = first == null ? patch : first;
      wrong.expect("what is written", first, patch);
    }
    wrong.nothingRuns(outside, flow, workflow(number), "tests");
    return wrong.all();
  }

  @Override
  public List<String> wrongAfterCancel(WorkflowStub flow, int number, String phase) {
    throw new IllegalStateException("it is not cancelled in the walk");
  }
}
