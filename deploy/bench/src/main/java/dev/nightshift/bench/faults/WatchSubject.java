package dev.nightshift.bench.faults;

import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.codehost.StoredPull;
import dev.nightshift.activities.git.LocalRemotes;
import dev.nightshift.activities.ledger.LedgerClaims;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.values.Verdict;
import dev.nightshift.workflows.watch.Watch;
import dev.nightshift.workflows.watch.Watch.Conclusion;
import dev.nightshift.workflows.watch.WatchOutcome;
import dev.nightshift.workflows.watch.WatchOutcome.Ending;
import dev.nightshift.workflows.watch.WatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A pull request that was merged, and a run of the next morning that passed: the report says so
 * once, the thread is told once, and nothing is held any more.
 */
final class WatchSubject implements Subject {
  private static final String RUN = "night";

  /** Far from the numbers that the host gives itself, and from each other. */
  private static final int FIRST_PULL = 500_000_000;

  private static final int BETWEEN = 1_000;

  private static final Cause MENDED =
      new Cause(
          "renamed_source_column",
          Verdict.CODE,
          "raw.payments.amount",
          null,
          "It is another.",
          null,
          null,
          null);

  private final World world;
  private final Aftermath aftermath;
  private final Outside outside;

  WatchSubject(World world, Aftermath aftermath) {
    this.world = world;
    this.aftermath = aftermath;
    this.outside = new Outside(world.home);
  }

  @Override
  public Equipment equipment() {
    return aftermath.equipment;
  }

  @Override
  public String workflow(int number) {
    return Ids.watch(remediation(number));
  }

  private static String remediation(int number) {
    return Ids.fix(World.project(number), RUN);
  }

  @Override
  public void start(WorkflowClient client, int number) {
    String project = World.project(number);
    Pull pull = merged(number);
    new LedgerClaims(client)
        .claim(project, Ids.cause(MENDED.signature()), remediation(number), pull.url());
    Watch flow =
        client.newWorkflowStub(
            Watch.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(workflow(number))
                .setTaskQueue(Queues.MAIN)
                .setWorkflowTaskTimeout(RemediationSubject.WORKFLOW_TASK)
                .build());
    WorkflowClient.start(
        flow::run,
        new WatchRequest(
            project,
            World.REPOSITORY,
            remediation(number),
            pull,
            List.of(MENDED),
            List.of(Aftermath.MENDED),
            null,
            "data",
            RemediationSubject.PACE,
            RUN));
    BlobRef report =
        new FileBlobs(world.home.blobs()).putText("report.md", "# " + project + "\n\nIt ended.\n");
    flow.concluded(new Conclusion(report, "", false));
    flow.look("");
  }

  /** Its commit is the newest of the code, so that whoever looks finds it merged. */
  private Pull merged(int number) {
    int pull = FIRST_PULL + number * BETWEEN;
    String branch = Ids.branch(remediation(number));
    String commit = aftermath.head();
    Path file =
        new LocalRemotes(world.home.host())
            .beside(World.REPOSITORY)
            .resolve("pulls/" + pull + ".json");
    try {
      Files.createDirectories(file.getParent());
      Converter.json()
          .writeValue(
              file.toFile(),
              new StoredPull(
                  pull,
                  "Mend it",
                  "",
                  branch,
                  "main",
                  commit,
                  "open",
                  false,
                  "nightshift",
                  "",
                  null,
                  ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Pull(pull, "/pulls/" + pull, branch, commit, "open");
  }

  @Override
  public void answer(WorkflowStub flow, Progress.Waiting question) {
    throw new IllegalStateException("a watch asks nobody");
  }

  @Override
  public List<String> wrongAfter(WorkflowClient client, WorkflowStub flow, int number)
      throws Exception {
    Findings wrong = new Findings();
    WatchOutcome outcome = flow.getResult(WatchOutcome.class);
    wrong.expect("its ending", Ending.GONE, outcome.ending());
    wrong.expect("the run that showed it", Aftermath.MORNING, outcome.run());
    String project = World.project(number);
    wrong.expect("reports", 1, outside.reportsOf(project));
    String markdown = new FileBlobs(world.home.blobs()).readText(outcome.report());
    wrong.expect("how often the report says it", 2, markdown.split("Mended by", -1).length);
    wrong.expect("messages", Map.of("watch", 1), outside.postsOf(remediation(number)));
    wrong.expect("what is held still", Map.of(), new LedgerClaims(client).held(project, "cause/"));
    wrong.nothingRuns(outside, flow, workflow(number));
    return wrong.all();
  }

  @Override
  public List<String> wrongAfterCancel(WorkflowStub flow, int number, String phase) {
    throw new IllegalStateException("a watch is not cancelled in the walk");
  }
}
