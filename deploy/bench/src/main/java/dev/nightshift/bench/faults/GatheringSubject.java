package dev.nightshift.bench.faults;

import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.gathering.Gathering;
import dev.nightshift.workflows.gathering.GatheringRequest;
import dev.nightshift.workflows.gathering.Notice;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.values.Progress;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Map;

/**
 * A group of invocations that is complete and green: it is made one run once, which is begun once
 * for its job and leaves no word. The group itself listens for a day; the walk does not.
 */
final class GatheringSubject implements Subject {
  private static final String RUN = "dag-1";

  private final Aftermath aftermath;
  private final Outside outside;

  GatheringSubject(World world, Aftermath aftermath) {
    this.aftermath = aftermath;
    this.outside = new Outside(world.home);
  }

  @Override
  public Equipment equipment() {
    return aftermath.equipment;
  }

  @Override
  public String workflow(int number) {
    return Ids.group(World.project(number), RUN);
  }

  private static String begun(int number) {
    return Ids.fix(World.project(number), RUN);
  }

  @Override
  public void start(WorkflowClient client, int number) {
    String project = World.project(number);
    Gathering flow =
        client.newWorkflowStub(
            Gathering.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(workflow(number))
                .setTaskQueue(Queues.MAIN)
                .setWorkflowTaskTimeout(RemediationSubject.WORKFLOW_TASK)
                .build());
    RemediationRequest each =
        new RemediationRequest(
            project,
            World.REPOSITORY,
            RUN,
            "",
            "walk",
            null,
            "rules",
            null,
            RemediationSubject.PACE);
    Location green = new Location(project, Aftermath.GREEN, null, null);
    BatchRequest both = client.newSignalWithStartRequest();
    both.add(flow::run, new GatheringRequest(each.ofJob("nightly"), 1));
    both.add(flow::heard, new Notice(green, "", true));
    client.signalWithStart(both);
  }

  @Override
  public boolean isThrough(WorkflowClient client, int number) {
    try {
      return client.newUntypedWorkflowStub(begun(number)).describe().getStatus()
          == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
    } catch (WorkflowNotFoundException notYet) {
      return false;
    }
  }

  @Override
  public void answer(WorkflowStub flow, Progress.Waiting question) {
    throw new IllegalStateException("a group asks nobody");
  }

  @Override
  public List<String> wrongAfter(WorkflowClient client, WorkflowStub flow, int number)
      throws Exception {
    Findings wrong = new Findings();
    RemediationOutcome found =
        client.newUntypedWorkflowStub(begun(number)).getResult(RemediationOutcome.class);
    wrong.expect("how what it began ended", Ending.NOTHING_FAILED, found.ending());
    long begun =
        client.fetchHistory(workflow(number)).getEvents().stream()
            .filter(
                event ->
                    event.getEventType()
                        == EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED)
            .count();
    wrong.expect("how often it began something", 1L, begun);
    wrong.expect("reports", 0, outside.reportsOf(World.project(number)));
    wrong.expect("messages", Map.of(), outside.postsOf(begun(number)));
    wrong.nothingRuns(outside, flow, workflow(number));
    flow.terminate("the walk does not listen for a day");
    return wrong.all();
  }

  @Override
  public List<String> wrongAfterCancel(WorkflowStub flow, int number, String phase) {
    throw new IllegalStateException("a group is not cancelled in the walk");
  }
}
