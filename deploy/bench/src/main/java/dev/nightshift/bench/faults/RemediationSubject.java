package dev.nightshift.bench.faults;

import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.remediation.Remediation;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.values.Pace;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Progress;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A failed run: one branch of one commit, one pull request, one report, two messages. */
final class RemediationSubject implements Subject {
  private static final String RUN = "night";

  /** The phases that come after a person agreed to something leaving. */
  private static final Set<String> AGREED = Set.of("publish", "report");

  /** Short, so that a death is noticed soon; long enough for a busy machine. */
  private static final Pace PACE = new Pace(60, 8, 120, 60, 3, 1);

  /** The same for a death within the flow's own code. */
  private static final Duration WORKFLOW_TASK = Duration.ofSeconds(3);

  private final Outside outside;

  RemediationSubject(World world) {
    this.outside = new Outside(world.home);
  }

  @Override
  public String workflow(int number) {
    return Ids.fix(World.project(number), RUN);
  }

  @Override
  public void start(WorkflowClient client, int number) {
    String project = World.project(number);
    Remediation flow =
        client.newWorkflowStub(
            Remediation.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(workflow(number))
                .setTaskQueue(Queues.MAIN)
                .setWorkflowTaskTimeout(WORKFLOW_TASK)
                .build());
    WorkflowClient.start(
        flow::run,
        new RemediationRequest(
            project,
            World.REPOSITORY,
            RUN,
            "",
            "walk",
            new Location(project, World.NIGHT, null, null),
            "rules",
            Policy.standard(),
            PACE));
  }

  @Override
  public void answer(WorkflowStub flow, Progress.Waiting question) {
    flow.signal(
        "decideBySignal",
        Map.of("choice", "APPROVE", "person", "walk", "patchHash", question.patchHash()));
  }

  @Override
  public List<String> wrongAfter(WorkflowStub flow, int number) throws Exception {
    List<String> wrong = new ArrayList<>();
    RemediationOutcome outcome = flow.getResult(RemediationOutcome.class);
    if (outcome.ending() != Ending.PULL_REQUEST) {
      wrong.add(
          "it ended with "
              + outcome.ending()
              + ": "
              + outcome.headline()
              + " "
              + outcome.refusals());
    }
    String workflow = workflow(number);
    String branch = Ids.branch(workflow);
    expect(wrong, "commits on the branch", 1, outside.commitsOn(World.REPOSITORY, branch));
    expect(wrong, "pull requests", 1, outside.pullsOf(World.REPOSITORY, branch));
    expect(wrong, "reports", 1, outside.reportsOf(World.project(number)));
    expect(wrong, "messages", Map.of("question", 1, "ending", 1), outside.postsOf(workflow));
    nothingRuns(wrong, flow, workflow);
    return wrong;
  }

  @Override
  public List<String> wrongAfterCancel(WorkflowStub flow, int number, String phase)
      throws Exception {
    List<String> wrong = new ArrayList<>();
    String workflow = workflow(number);
    String branch = Ids.branch(workflow);
    int most = AGREED.contains(phase) ? 1 : 0;
    atMost(wrong, "commits on the branch", most, outside.commitsOn(World.REPOSITORY, branch));
    atMost(wrong, "pull requests", most, outside.pullsOf(World.REPOSITORY, branch));
    nothingRuns(wrong, flow, workflow);
    return wrong;
  }

  private void nothingRuns(List<String> wrong, WorkflowStub flow, String workflow)
      throws IOException {
    expect(wrong, "sandboxes left", 0, outside.sandboxesOf(workflow));
    String firstRun = flow.describe().getExecution().getRunId();
    String sandbox = Ids.sandbox(workflow, firstRun, "trial");
    expect(wrong, "processes left", List.of(), outside.processesIn(sandbox));
    expect(wrong, "processes of the dead", List.of(), outside.strays());
  }

  private static void expect(List<String> wrong, String what, Object wanted, Object there) {
    if (!wanted.equals(there)) {
      wrong.add(what + ": " + there + " instead of " + wanted);
    }
  }

  private static void atMost(List<String> wrong, String what, int most, int there) {
    if (there > most) {
      wrong.add(what + ": " + there + ", at most " + most + " may be there");
    }
  }
}
