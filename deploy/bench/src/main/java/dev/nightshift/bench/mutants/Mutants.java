package dev.nightshift.bench.mutants;

import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Command;
import dev.nightshift.activities.process.Outcome;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.bench.Benchmark;
import dev.nightshift.bench.Figure;
import dev.nightshift.bench.faults.WalkSteps;
import dev.nightshift.bench.faults.World;
import dev.nightshift.worker.NightWorker;
import dev.nightshift.worker.Temporal;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.tests.TestMaintainer;
import dev.nightshift.workflows.tests.TestsOutcome;
import dev.nightshift.workflows.tests.TestsRequest;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The sample with the tests that our flow writes for it: its models are made wrong in one place at
 * a time and built with all below them, and of the wrong ones that give other rows those are
 * counted that no test sees.
 */
public final class Mutants implements Benchmark {
  private static final double BAR = 0.4;
  private static final int WANTED = 60;
  private static final String NAMESPACE = "mutants";

  private int unbuilt;
  private int same;
  private int changed;
  private int survived;

  @Override
  public String name() {
    return "mutants";
  }

  @Override
  public String shows() {
    return "how many models that are wrong in one place no test of the sample's or of ours sees";
  }

  @Override
  public List<Figure> run(Consumer<String> progress) throws Exception {
    Path folder = Files.createTempDirectory("nightshift-mutants");
    progress.accept("making a company, and a server");
    try (World world =
        World.ofAGoodNight(folder, World.sample(), Home.of(System.getenv()), List.of(NAMESPACE))) {
      Path place = Files.createDirectories(folder.resolve("tried"));
      Path database = world.laidOutIn(place);
      Path project = place.resolve("project");
      Map<String, Path> models = models(project);
      String patch = written(world, List.copyOf(models.keySet()), progress);
      apply(world.home, place, patch);
      try (Trial trial = new Trial(world.home, project, database)) {
        for (Map.Entry<String, Path> model : models.entrySet()) {
          tried(trial, model.getKey(), model.getValue(), progress);
        }
      }
    } finally {
      Folders.delete(folder);
    }
    progress.accept(
        "%d give other rows, %d of them unseen; %d give the same, %d cannot be built"
            .formatted(changed, survived, same, unbuilt));
    return List.of(
        Figure.of("wrong models that no test sees", survived, changed, BAR, "models"),
        Figure.of("wrong models that are wanted", WANTED, changed, 1, "models"));
  }

  private static Map<String, Path> models(Path project) throws IOException {
    Map<String, Path> models = new TreeMap<>();
    try (Stream<Path> files = Files.walk(project.resolve("models"))) {
      files
          .filter(file -> file.toString().endsWith(".sql"))
          .filter(file -> !file.toString().matches(".*_v\\d+\\.sql"))
          .forEach(file -> models.put(file.getFileName().toString().replace(".sql", ""), file));
    }
    return models;
  }

  /** The patch with all tests that they lack. */
  private static String written(World world, List<String> models, Consumer<String> progress)
      throws Exception {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(world.environment(NAMESPACE));
    try (Temporal temporal = Temporal.connect(environment)) {
      temporal.registerAttributes();
      WorkflowClient client = temporal.client();
      NightWorker.Steps steps = WalkSteps.of(environment, world.warmly, null, client);
      NightWorker worker = NightWorker.start(client, steps);
      try {
        Workspace workspace =
            WalkSteps.workspaces(steps).resolve(World.project(world.nextProjects(1)), "");
        TestMaintainer flow =
            client.newWorkflowStub(
                TestMaintainer.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(Ids.tests(workspace.project(), NAMESPACE))
                    .setTaskQueue(Queues.MAIN)
                    .build());
        TestsOutcome outcome =
            flow.run(new TestsRequest(workspace, models, null, NAMESPACE, 0, null));
        progress.accept(outcome.headline());
        return new FileBlobs(world.home.blobs()).readText(outcome.workspace().patch());
      } finally {
        worker.close();
      }
    }
  }

  private static void apply(Home home, Path place, String patch) throws IOException {
    Files.writeString(place.resolve("tests.patch"), patch);
    try (Processes processes = new Processes(home)) {
      Outcome outcome =
          processes.run(
              Command.of(
                      place.resolve("project"),
                      Duration.ofMinutes(1),
                      List.of("/usr/bin/git", "apply", "../tests.patch"))
                  .with(
                      Map.of("PATH", "/usr/bin:/bin", "GIT_CEILING_DIRECTORIES", place.toString())),
              detail -> {});
      if (!outcome.succeeded()) {
        throw new IOException("the tests do not fit: " + outcome.stderr().last(500));
      }
    }
  }

  private void tried(Trial trial, String model, Path file, Consumer<String> progress)
      throws IOException {
    String sql = Files.readString(file);
    Trial.Outcome right = trial.of(model, file, sql);
    if (!right.caught().isEmpty() || right.rows().isEmpty()) {
      throw new IllegalStateException(model + " is not green as it is: " + right.result());
    }
    for (Mutant mutant : Operators.of(sql)) {
      Trial.Outcome wrong = trial.of(model, file, mutant.text());
      if (!wrong.builds(model)) {
        unbuilt++;
      } else if (wrong.rows().equals(right.rows())) {
        same++;
      } else {
        changed++;
        if (wrong.caught().isEmpty()) {
          survived++;
          progress.accept("unseen: " + model + " line " + mutant.line() + ", " + mutant.operator());
        }
      }
    }
  }
}
