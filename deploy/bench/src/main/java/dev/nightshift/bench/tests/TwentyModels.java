package dev.nightshift.bench.tests;

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
import dev.nightshift.workflows.ports.Workspaces;
import dev.nightshift.workflows.tests.TestMaintainer;
import dev.nightshift.workflows.tests.TestsOutcome;
import dev.nightshift.workflows.tests.TestsOutcome.Ending;
import dev.nightshift.workflows.tests.TestsRequest;
import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Twenty models of the sample, built, planned, written and tested by our flow with a real server
 * and a warm dbt, against twenty plain {@code dbt test --select} one after the other, and in two
 * lanes.
 */
public final class TwentyModels implements Benchmark {
  private static final int MODELS = 20;
  private static final int ROUNDS = 3;
  private static final double BAR = 0.12;
  private static final double BAR_IN_LANES = 0.3;
  private static final String NAMESPACE = "tests";

  @Override
  public String name() {
    return "tests";
  }

  @Override
  public String shows() {
    return "twenty models that get their tests, against a plain dbt test of each";
  }

  @Override
  public List<Figure> run(Consumer<String> progress) throws Exception {
    Path folder = Files.createTempDirectory("nightshift-tests");
    Home real = Home.of(System.getenv());
    progress.accept("making a company, and a server");
    try (World world = World.ofAGoodNight(folder, World.sample(), real, List.of(NAMESPACE))) {
      Map<String, String> environment = new HashMap<>(System.getenv());
      environment.putAll(world.environment(NAMESPACE));
      try (Temporal temporal = Temporal.connect(environment);
          Processes processes = new Processes(world.home)) {
        temporal.registerAttributes();
        WorkflowClient client = temporal.client();
        NightWorker.Steps steps = WalkSteps.of(environment, world.warmly, null, client);
        Lanes lanes =
            new Lanes(world, processes, Toolchain.of(real).required("dbt").path(), folder);
        NightWorker worker = NightWorker.start(client, steps);
        try {
          return measured(world, client, WalkSteps.workspaces(steps), lanes, progress);
        } finally {
          worker.close();
        }
      }
    } finally {
      Folders.delete(folder);
    }
  }

  private static List<Figure> measured(
      World world,
      WorkflowClient client,
      Workspaces workspaces,
      Lanes lanes,
      Consumer<String> progress)
      throws IOException {
    List<String> models = lanes.models(MODELS);
    List<Double> ours = new ArrayList<>();
    for (int round = -1; round < ROUNDS; round++) {
      Workspace workspace = workspaces.resolve(World.project(world.nextProjects(1)), "");
      double seconds = ours(client, workspace, models, progress);
      // The first one warms dbt up, which a worker does once a day.
      if (round >= 0) {
        ours.add(seconds);
      }
    }
    double together = Figure.median(ours);
    double one = lanes.tested(models, 1);
    double two = lanes.tested(models, 2);
    progress.accept(
        String.format(
            Locale.ROOT, "ours %.2f s, by hand %.1f s, in two lanes %.1f s", together, one, two));
    return List.of(
        Figure.of("20 models, one after the other", together, one, BAR, "s"),
        Figure.of("20 models, in two lanes", together, two, BAR_IN_LANES, "s"));
  }

  private static double ours(
      WorkflowClient client, Workspace workspace, List<String> models, Consumer<String> progress) {
    TestMaintainer flow =
        client.newWorkflowStub(
            TestMaintainer.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(Ids.tests(workspace.project(), "bench"))
                .setTaskQueue(Queues.MAIN)
                .build());
    long began = System.nanoTime();
    TestsOutcome outcome = flow.run(new TestsRequest(workspace, models, null, "bench", 0, null));
    double seconds = (System.nanoTime() - began) / 1e9;
    if (outcome.ending() != Ending.WRITTEN || outcome.plans().size() != models.size()) {
      throw new IllegalStateException("our flow ended with " + outcome.headline());
    }
    progress.accept(
        outcome.headline()
            + flow.progress().steps().stream()
                .map(TwentyModels::told)
                .collect(Collectors.joining()));
    return seconds;
  }

  private static String told(Progress.Step step) {
    double seconds = (step.endedAt() - step.startedAt()) / 1e3;
    return String.format(Locale.ROOT, " %s %.2f", step.phase(), seconds);
  }
}
