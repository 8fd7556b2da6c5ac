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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A failed run: one branch of two commits, one pull request, one report, two messages. */
final class RemediationSubject implements Subject {
  /** All projects of a walk are one repository, whose pull requests nobody merges. */
  private static final Policy MANY =
      new Policy(null, null, 0, 0, 0, 0, null, null, 0, null, 1000, 0);

  private static final String RUN = "night";

  /** The phases that come after a person agreed to something leaving. */
  private static final Set<String> AGREED = Set.of("publish", "report");

  /**
   * Short, so that a death is noticed soon; long enough for a busy machine. Of dbt's a heartbeat
   * tells, so its time may be long: what takes longer than it is no death, but ends without a fix.
   */
  static final Pace PACE = new Pace(60, 8, 600, 60, 3, 1);

  /** The same for a death within the flow's own code. */
  static final Duration WORKFLOW_TASK = Duration.ofSeconds(3);

  private final World world;
  private final Outside outside;

  RemediationSubject(World world) {
    this.world = world;
    this.outside = new Outside(world.home);
  }

  @Override
  public Equipment equipment() {
    return new Equipment(world.configuration, world.warmly, Map.of());
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
            MANY,
            PACE));
  }

  @Override
  public void answer(WorkflowStub flow, Progress.Waiting question) {
    flow.signal(
        "decideBySignal",
        Map.of("choice", "APPROVE", "person", "walk", "patchHash", question.patchHash()));
  }

  @Override
  public List<String> wrongAfter(WorkflowClient client, WorkflowStub flow, int number)
      throws Exception {
    Findings wrong = new Findings();
    RemediationOutcome outcome = flow.getResult(RemediationOutcome.class);
    if (outcome.ending() != Ending.PULL_REQUEST) {
      wrong.add(endedOtherwise(outcome));
    }
    String workflow = workflow(number);
    String branch = Ids.branch(workflow);
    int commits = outside.commitsOn(World.REPOSITORY, branch);
    wrong.expect("commits on the branch", World.COMMITS, commits);
    wrong.expect("pull requests", 1, outside.pullsOf(World.REPOSITORY, branch));
    wrong.expect("reports", 1, outside.reportsOf(World.project(number)));
    wrong.expect("messages", Map.of("question", 1, "ending", 1), outside.postsOf(workflow));
    wrong.nothingRuns(outside, flow, workflow);
    return wrong.all();
  }

  static String endedOtherwise(RemediationOutcome outcome) {
    return "it ended with "
        + outcome.ending()
        + ": "
        + outcome.headline()
        + " "
        + outcome.refusals();
  }

  @Override
  public List<String> wrongAfterCancel(WorkflowStub flow, int number, String phase)
      throws Exception {
    Findings wrong = new Findings();
    String workflow = workflow(number);
    String branch = Ids.branch(workflow);
    int most = AGREED.contains(phase) ? 1 : 0;
    int commits = outside.commitsOn(World.REPOSITORY, branch);
    wrong.atMost("commits on the branch", most * World.COMMITS, commits);
    wrong.atMost("pull requests", most, outside.pullsOf(World.REPOSITORY, branch));
    wrong.nothingRuns(outside, flow, workflow);
    return wrong.all();
  }
}
