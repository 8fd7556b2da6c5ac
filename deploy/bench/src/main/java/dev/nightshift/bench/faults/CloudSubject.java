package dev.nightshift.bench.faults;

import dev.nightshift.activities.github.GitHubDouble.Shown;
import dev.nightshift.activities.slack.SlackDouble;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.remediation.Remediation;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Policy.Publish;
import dev.nightshift.workflows.values.Progress;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Map;

/**
 * A failed run of dbt Cloud's, of which a draft is opened on GitHub that a person makes ready, told
 * in Slack: one branch of two commits, one pull request with one comment, one thread, one report.
 */
final class CloudSubject implements Subject {
  /** All flows of a walk publish in one repository. */
  private static final Policy DRAFTS =
      new Policy(Publish.DRAFT, null, 0, 0, 0, 0, null, SlackDouble.CHANNEL_NAME, 0, null, 1000, 0);

  private final Abroad abroad;
  private final Outside outside;

  CloudSubject(World world, Abroad abroad) {
    this.abroad = abroad;
    this.outside = new Outside(world.home);
  }

  @Override
  public Equipment equipment() {
    return abroad.equipment;
  }

  @Override
  public String workflow(int number) {
    return Ids.fix(World.project(number), "" + Abroad.run(number));
  }

  @Override
  public void start(WorkflowClient client, int number) {
    abroad.fail(number);
    Remediation flow =
        client.newWorkflowStub(
            Remediation.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(workflow(number))
                .setTaskQueue(Queues.MAIN)
                .setWorkflowTaskTimeout(RemediationSubject.WORKFLOW_TASK)
                .build());
    WorkflowClient.start(
        flow::run,
        new RemediationRequest(
            World.project(number),
            World.REPOSITORY,
            "" + Abroad.run(number),
            "",
            "webhook",
            null,
            "rules",
            DRAFTS,
            RemediationSubject.PACE,
            new RemediationRequest.Cloud(null)));
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
      wrong.add(RemediationSubject.endedOtherwise(outcome));
    }
    String workflow = workflow(number);
    String branch = Ids.branch(workflow);
    int commits = outside.commitsOn(World.REPOSITORY, branch);
    wrong.expect("commits on the branch", World.COMMITS, commits);
    List<Shown> pulls = abroad.pullsOf(branch);
    wrong.expect("pull requests", 1, pulls.size());
    for (Shown pull : pulls) {
      wrong.expect("whether it is open", true, pull.open());
      wrong.expect("whether it is a draft", false, pull.draft());
      wrong.expect("its labels", List.of("nightshift"), pull.labels());
      wrong.expect("comments", 1, pull.comments().size());
    }
    wrong.expect("objections to what GitHub was told", List.of(), abroad.gitHub.objections());
    wrong.expect("reports", 1, outside.reportsOf(World.project(number)));
    wrong.expect(
        "threads and their messages",
        List.of(List.of(workflow + "#question", workflow + "#ending")),
        abroad.threadsOf(workflow));
    wrong.nothingRuns(outside, flow, workflow);
    return wrong.all();
  }

  /** A draft that is there stays, with a word that nothing more will come. */
  @Override
  public List<String> wrongAfterCancel(WorkflowStub flow, int number, String phase)
      throws Exception {
    Findings wrong = new Findings();
    String workflow = workflow(number);
    wrong.atMost("pull requests", 1, abroad.pullsOf(Ids.branch(workflow)).size());
    wrong.nothingRuns(outside, flow, workflow);
    return wrong.all();
  }
}
