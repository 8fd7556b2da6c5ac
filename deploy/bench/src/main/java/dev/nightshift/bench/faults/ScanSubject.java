package dev.nightshift.bench.faults;

import dev.nightshift.activities.ledger.LedgerClaims;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.scan.Scan;
import dev.nightshift.workflows.scan.ScanOutcome;
import dev.nightshift.workflows.scan.ScanRequest;
import dev.nightshift.workflows.values.Progress;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.List;

/**
 * A run of dbt Cloud's of which nobody told: it is begun once under its own id, though somebody who
 * is gone stands in the ledger as waiting for its job.
 */
final class ScanSubject implements Subject {
  /** Of what sets a run off: so what is begun has a look at the run, and passes it over. */
  private static final RemediationRequest.Cloud NOBODY =
      new RemediationRequest.Cloud(List.of("nobody"));

  private final Aftermath aftermath;
  private final Outside outside;

  ScanSubject(World world, Aftermath aftermath) {
    this.aftermath = aftermath;
    this.outside = new Outside(world.home);
  }

  @Override
  public Equipment equipment() {
    return aftermath.equipment;
  }

  @Override
  public String workflow(int number) {
    return Ids.scan(World.project(number));
  }

  @Override
  public void start(WorkflowClient client, int number) {
    aftermath.fail(number);
    String project = World.project(number);
    new LedgerClaims(client)
        .claim(project, Ids.jobRun(Aftermath.JOB, "1"), Ids.fix(project, "1"), "");
    Scan flow =
        client.newWorkflowStub(
            Scan.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(workflow(number))
                .setTaskQueue(Queues.MAIN)
                .setWorkflowTaskTimeout(RemediationSubject.WORKFLOW_TASK)
                .build());
    WorkflowClient.start(
        flow::run,
        new ScanRequest(
            new RemediationRequest(
                project,
                World.REPOSITORY,
                "",
                "",
                "scan",
                null,
                "rules",
                null,
                RemediationSubject.PACE,
                NOBODY)));
  }

  @Override
  public void answer(WorkflowStub flow, Progress.Waiting question) {
    throw new IllegalStateException("a scan asks nobody");
  }

  @Override
  public List<String> wrongAfter(WorkflowClient client, WorkflowStub flow, int number)
      throws Exception {
    Findings wrong = new Findings();
    ScanOutcome outcome = flow.getResult(ScanOutcome.class);
    String begun = Ids.fix(World.project(number), "" + Aftermath.run(number));
    wrong.expect("what it did", new ScanOutcome(1, List.of(begun), null), outcome);
    RemediationOutcome found =
        client.newUntypedWorkflowStub(begun).getResult(RemediationOutcome.class);
    wrong.expect("how what it began ended", Ending.PASSED_OVER, found.ending());
    wrong.expect("reports of what is passed over", 0, outside.reportsOf(World.project(number)));
    wrong.nothingRuns(outside, flow, workflow(number));
    return wrong.all();
  }

  @Override
  public List<String> wrongAfterCancel(WorkflowStub flow, int number, String phase) {
    throw new IllegalStateException("a scan is not cancelled in the walk");
  }
}
