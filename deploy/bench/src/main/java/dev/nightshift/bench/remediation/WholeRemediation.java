package dev.nightshift.bench.remediation;

import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.bench.Benchmark;
import dev.nightshift.bench.Figure;
import dev.nightshift.bench.faults.WalkSteps;
import dev.nightshift.bench.faults.World;
import dev.nightshift.worker.NightWorker;
import dev.nightshift.worker.Temporal;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.remediation.Remediation;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Policy.Publish;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A whole remediation, from the artifacts to the pull request, with a real server, the warm dbt in
 * its cage, the sandbox and the comparison of data, against the shell script that somebody would
 * run by hand: build, apply the fix, build.
 */
public final class WholeRemediation implements Benchmark {
  private static final int ROUNDS = 5;
  private static final double BAR = 0.5;
  private static final String NAMESPACE = "remediation";
  private static final Policy AT_ONCE =
      new Policy(Publish.PUBLISH, null, 0, 0, 0, 0, null, null, 0, null, 1000, 0);

  @Override
  public String name() {
    return "remediation";
  }

  @Override
  public String shows() {
    return "a whole remediation against a script that builds, applies the fix and builds again";
  }

  @Override
  public List<Figure> run(Consumer<String> progress) throws Exception {
    Path folder = Files.createTempDirectory("nightshift-remediation");
    Home real = Home.of(System.getenv());
    progress.accept("making a company, and a server");
    try (World world = new World(folder, World.sample(), real, List.of(NAMESPACE))) {
      Map<String, String> environment = new HashMap<>(System.getenv());
      environment.putAll(world.environment(NAMESPACE));
      try (Temporal temporal = Temporal.connect(environment);
          Processes processes = new Processes(world.home)) {
        temporal.registerAttributes();
        WorkflowClient client = temporal.client();
        NightWorker worker =
            NightWorker.start(client, WalkSteps.of(environment, world.warmly, null, client));
        try {
          return measured(
              world,
              client,
              new Script(world, processes, Toolchain.of(real).required("dbt").path(), folder),
              progress);
        } finally {
          worker.close();
        }
      }
    } finally {
      Folders.delete(folder);
    }
  }

  private static List<Figure> measured(
      World world, WorkflowClient client, Script script, Consumer<String> progress)
      throws Exception {
    List<Double> ours = new ArrayList<>();
    List<Double> peer = new ArrayList<>();
    for (int round = -1; round < ROUNDS; round++) {
      long began = System.nanoTime();
      RemediationOutcome outcome = remediation(client, world.nextProjects(1));
      double whole = (System.nanoTime() - began) / 1e9;
      double byHand = script.run(new FileBlobs(world.home.blobs()).readText(outcome.patch()));
      // The first one warms dbt up, which a worker does once a day.
      if (round >= 0) {
        ours.add(whole);
        peer.add(byHand);
        progress.accept("ours %.2f s, by hand %.2f s".formatted(whole, byHand));
      }
    }
    return List.of(
        Figure.of("remediation, wall", Figure.median(ours), Figure.median(peer), BAR, "s"));
  }

  private static RemediationOutcome remediation(WorkflowClient client, int number) {
    String project = World.project(number);
    Remediation flow =
        client.newWorkflowStub(
            Remediation.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(Ids.fix(project, "night"))
                .setTaskQueue(Queues.MAIN)
                .build());
    RemediationOutcome outcome =
        flow.run(
            new RemediationRequest(
                project,
                World.REPOSITORY,
                "night",
                "",
                "bench",
                new Location(project, World.NIGHT, null, null),
                "rules",
                AT_ONCE,
                null));
    if (outcome.ending() != Ending.PULL_REQUEST) {
      throw new IllegalStateException("our flow ended with " + outcome.headline());
    }
    return outcome;
  }
}
