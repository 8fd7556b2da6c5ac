package dev.nightshift.bench.overhead;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.home.Home;
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
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Policy.Publish;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.WorkerFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a remediation takes beyond its steps: progress, search attributes, the agent's own flow,
 * claims by name. The steps are real but for dbt's, which answers from a file, so that nothing is
 * hidden behind seconds of dbt.
 */
public final class Overhead implements Benchmark {
  private static final int ROUNDS = 9;
  private static final double BAR = 1.2;
  private static final double KILOBYTES = 150;
  private static final String NAMESPACE = "overhead";
  private static final String BARE = "bare";
  private static final Policy AT_ONCE =
      new Policy(Publish.PUBLISH, null, 0, 0, 0, 0, null, null, 0, null, 1000, 0);

  @Override
  public String name() {
    return "overhead";
  }

  @Override
  public String shows() {
    return "a remediation's steps in our flow against the same steps in a bare one, dbt recorded";
  }

  @Override
  public List<Figure> run(Consumer<String> progress) throws Exception {
    Path folder = Files.createTempDirectory("nightshift-overhead");
    progress.accept("making a company, and a server");
    try (World world =
        new World(folder, World.sample(), Home.of(System.getenv()), List.of(NAMESPACE))) {
      Map<String, String> environment = new HashMap<>(System.getenv());
      environment.putAll(world.environment(NAMESPACE));
      Path recorded = Files.createDirectories(folder.resolve("recorded"));
      try (Temporal temporal = Temporal.connect(environment)) {
        temporal.registerAttributes();
        WorkflowClient client = temporal.client();
        NightWorker worker =
            NightWorker.start(
                client, WalkSteps.of(environment, world.configuration, recorded, client));
        WorkerFactory bare = WorkerFactory.newInstance(client);
        bare.newWorker(BARE).registerWorkflowImplementationTypes(BareRemediationFlow.class);
        bare.start();
        try {
          return measured(world, client, progress);
        } finally {
          bare.shutdownNow();
          worker.close();
        }
      }
    } finally {
      Folders.delete(folder);
    }
  }

  private static List<Figure> measured(
      World world, WorkflowClient client, Consumer<String> progress) {
    List<Double> ours = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    String last = "";
    for (int round = -1; round < ROUNDS; round++) {
      int mine = world.nextProjects(1);
      double whole = seconds(() -> ours(client, mine));
      double steps = seconds(() -> bare(client, world.nextProjects(1)));
      last = Ids.fix(World.project(mine), "night");
      if (round >= 0) {
        ours.add(whole);
        bare.add(steps);
        progress.accept("ours %.2f s, bare %.2f s".formatted(whole, steps));
      }
    }
    int bytes =
        client.fetchHistory(last).getEvents().stream()
            .mapToInt(event -> event.getSerializedSize())
            .sum();
    return List.of(
        Figure.of("remediation, wall", Figure.median(ours), Figure.median(bare), BAR, "s"),
        Figure.limit("history", bytes / 1024.0, KILOBYTES, "KB"));
  }

  private static void ours(WorkflowClient client, int number) {
    Remediation flow =
        client.newWorkflowStub(
            Remediation.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(Ids.fix(World.project(number), "night"))
                .setTaskQueue(Queues.MAIN)
                .build());
    Ending ending = flow.run(request(number)).ending();
    if (ending != Ending.PULL_REQUEST) {
      throw new IllegalStateException("our flow ended with " + ending);
    }
  }

  private static void bare(WorkflowClient client, int number) {
    BareRemediation flow =
        client.newWorkflowStub(
            BareRemediation.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId("bare/" + World.project(number))
                .setTaskQueue(BARE)
                .build());
    if (flow.run(request(number)) < 1) {
      throw new IllegalStateException("the bare flow opened no pull request");
    }
  }

  private static RemediationRequest request(int number) {
    String project = World.project(number);
    return new RemediationRequest(
        project,
        World.REPOSITORY,
        "night",
        "",
        "bench",
        new Location(project, World.NIGHT, null, null),
        "rules",
        AT_ONCE,
        null);
  }

  private static double seconds(Runnable work) {
    long began = System.nanoTime();
    work.run();
    return (System.nanoTime() - began) / 1e9;
  }
}
