package dev.nightshift.starter.tests;

import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.inference.PropertiesFiles;
import dev.nightshift.activities.inference.PropertiesFiles.Added;
import dev.nightshift.activities.tests.PlannedTest;
import dev.nightshift.activities.tests.Plans;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.Refusal;
import dev.nightshift.starter.flows.Flows.Started;
import dev.nightshift.starter.flows.TemporalAway;
import dev.nightshift.starter.flows.TestRuns;
import dev.nightshift.starter.flows.TestRuns.Tested;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ports.Tests;
import dev.nightshift.workflows.tests.TestsOutcome;
import dev.nightshift.workflows.tests.TestsRequest;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What models lack by their SQL and their data, found and tried in a sandbox by a worker. */
final class Asked {
  private static final long PAUSE_MILLIS = 300;

  /** For longer no server is restarted. */
  private static final Duration AWAY = Duration.ofMinutes(10);

  /** No patch of ours has more, and this one goes into it. */
  private static final int LARGEST = 2 << 20;

  private final Desk desk;
  private final Settings.Project project;
  private final Path folder;
  private boolean isAway;

  Asked(Desk desk, Settings.Project project, Path folder) {
    this.desk = desk;
    this.project = project;
    this.folder = folder;
  }

  /** How the flow ended. */
  TestsOutcome outcome(List<String> models, String base) throws IOException, InterruptedException {
    Changes changes = Changes.below(folder, base);
    if (!changes.inside().equals(project.subfolder())) {
      throw new Refusal(
          "the configuration says that "
              + project.name()
              + " is in the folder «"
              + project.subfolder()
              + "» of its repository, and this is «"
              + changes.inside()
              + "»");
    }
    if (changes.patch().length > LARGEST) {
      throw new Refusal(
          "what changed since "
              + changes.commit()
              + " is too large to be tried ("
              + (changes.patch().length >> 20)
              + " MB): push what is large, and name the commit by --base; or say --static");
    }
    BlobRef patch =
        changes.patch().length == 0
            ? null
            : desk.doors().blobs().put("checkout.patch", changes.patch());
    Workspace workspace =
        new Workspace(
            project.name(), project.repository(), project.subfolder(), changes.commit(), patch);
    List<String> paths =
        changes.paths().stream().filter(path -> path.matches(".*\\.(sql|py|csv)")).toList();
    if (models.isEmpty() && paths.isEmpty()) {
      return new TestsOutcome(null, "No model changed.", workspace, null, null, null, null);
    }
    String id = Ids.tests(project.name(), "checkout-" + System.currentTimeMillis());
    TestRuns runs = desk.doors().testRuns();
    Started started =
        runs.start(id, new TestsRequest(workspace, models, paths, "a checkout", 0, null));
    desk.err().println(started.id());
    Thread stopping = new Thread(() -> runs.cancel(started.id()), "tests-stop");
    Runtime.getRuntime().addShutdownHook(stopping);
    TestsOutcome outcome;
    try {
      outcome = followed(runs, started.id());
    } finally {
      Runtime.getRuntime().removeShutdownHook(stopping);
    }
    if (!Arrays.equals(changes.patch(), Changes.below(folder, base).patch())) {
      desk.err()
          .println(
              "The checkout has changed meanwhile: what is written was tried as it was before.");
    }
    return outcome;
  }

  private TestsOutcome followed(TestRuns runs, String id) throws InterruptedException {
    int told = 0;
    long heard = System.nanoTime();
    while (System.nanoTime() - heard < AWAY.toNanos()) {
      try {
        Tested now =
            runs.find(id).orElseThrow(() -> new Refusal(id + " is gone from Temporal's server"));
        heard = System.nanoTime();
        told = told(now.run().progress(), told);
        if (!now.run().open()) {
          return outcome(id, now);
        }
      } catch (TemporalAway away) {
        sayAway(id);
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    throw new Refusal(
        "Temporal has not answered for " + AWAY.toMinutes() + " minutes; " + id + " may go on");
  }

  private static TestsOutcome outcome(String id, Tested ended) {
    if (ended.outcome() == null) {
      throw new Refusal(id + " ended without a result: " + ended.run().failure());
    }
    return ended.outcome();
  }

  /** A server that is away for a while comes back, and the flow with it. */
  private void sayAway(String id) {
    if (!isAway) {
      desk.err().println("Temporal does not answer just now; " + id + " goes on with it.");
    }
    isAway = true;
  }

  /** Each phase once, where a script does not read it. */
  private int told(Progress progress, int before) {
    int now = progress.steps().size();
    for (int n = before; n < now; n++) {
      String says = n == now - 1 ? progress.says() : "";
      desk.err().println(desk.line(progress.steps().get(n).phase() + "  " + says));
    }
    return now;
  }

  /** What is planned, written into the checkout itself unless it is only to be told. */
  List<Lack> lacks(TestsOutcome outcome, boolean dryRun) throws IOException {
    if (outcome.manifest() == null) {
      return List.of();
    }
    Manifest manifest = manifest(outcome.manifest());
    PropertiesFiles files = new PropertiesFiles(manifest, folder);
    Plans plans = new Plans(desk.doors().blobs());
    boolean written = outcome.ending() == TestsOutcome.Ending.WRITTEN;
    List<Lack> lacks = new ArrayList<>();
    for (Tests.Plan plan : outcome.plans()) {
      List<PlannedTest> tests = plans.tests(plan);
      List<PlannedTest> wanted =
          tests.stream().filter(test -> written && test.fate().isWritten()).toList();
      Added added = files.add(plan.model().id(), wanted.stream().map(PlannedTest::wanted).toList());
      lacks.add(Lack.of(plan, tests, added));
    }
    if (!dryRun) {
      files.write();
    }
    return lacks;
  }

  private Manifest manifest(BlobRef ref) throws IOException {
    try (InputStream stream = desk.doors().blobs().open(ref)) {
      return Manifest.read(stream);
    }
  }
}
