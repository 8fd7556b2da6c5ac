package dev.nightshift.bench.turns;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.home.Home;
import dev.nightshift.bench.Benchmark;
import dev.nightshift.bench.Figure;
import dev.nightshift.bench.faults.WalkSteps;
import dev.nightshift.bench.faults.World;
import dev.nightshift.worker.NightWorker;
import dev.nightshift.worker.Temporal;
import dev.nightshift.workflows.agent.AgentSession;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.values.Leash;
import dev.nightshift.workflows.values.Pace;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A session of many turns whose model thinks for no time, on the local server, against a bare loop
 * of two empty steps a turn; and what its histories hold.
 */
public final class Turns implements Benchmark {
  private static final int TURNS = 200;
  private static final int TURNS_TO_WARM = 40;

  /** What is ours of a turn: the server's own time for two steps is no loop's to spend. */
  private static final double MILLIS_A_TURN = 30;

  private static final double KILOBYTES = 1024;
  private static final double BAR = 1.5;
  private static final String NAMESPACE = "turns";
  static final String BARE = "bare";

  @Override
  public String name() {
    return "turns";
  }

  @Override
  public String shows() {
    return "what a turn of a model takes beyond the model, and what 200 of them leave in history";
  }

  @Override
  public List<Figure> run(Consumer<String> progress) throws Exception {
    Path folder = Files.createTempDirectory("nightshift-turns");
    progress.accept("making a company, and a server");
    try (World world =
            new World(folder, World.sample(), Home.of(System.getenv()), List.of(NAMESPACE));
        TalkingModel warm = new TalkingModel(TURNS_TO_WARM);
        TalkingModel model = new TalkingModel(TURNS)) {
      Map<String, String> environment = new HashMap<>(System.getenv());
      environment.putAll(world.environment(NAMESPACE));
      environment.put("NIGHTSHIFT_OPENAI_KEY", "none");
      Path configuration =
          Files.writeString(
              folder.resolve("with-models.yml"),
              Files.readString(world.configuration)
                  + "models:\n"
                  + named("warm", warm)
                  + named("model", model));
      try (Temporal temporal = Temporal.connect(environment)) {
        temporal.registerAttributes();
        WorkflowClient client = temporal.client();
        NightWorker.Steps steps = WalkSteps.of(environment, configuration, null, client);
        Workspace workspace =
            WalkSteps.workspaces(steps).resolve(World.project(world.nextProjects(1)), "");
        NightWorker worker = NightWorker.start(client, steps);
        WorkerFactory bare = WorkerFactory.newInstance(client);
        Worker loop = bare.newWorker(BARE);
        loop.registerWorkflowImplementationTypes(BareLoopFlow.class);
        loop.registerActivitiesImplementations(new Nothing.Done());
        bare.start();
        try {
          return measured(new Company(client, workspace), model, progress);
        } finally {
          bare.shutdownNow();
          worker.close();
        }
      }
    } finally {
      Folders.delete(folder);
    }
  }

  private static String named(String name, TalkingModel model) {
    return "  - {name: %s, api: openai-chat, model: none, address: '%s', prices: {input: 1, output: 1}}\n"
        .formatted(name, model.address());
  }

  private static List<Figure> measured(
      Company company, TalkingModel model, Consumer<String> progress) {
    company.session("warm", TURNS_TO_WARM);
    company.bare(TURNS_TO_WARM);
    progress.accept("a session of " + TURNS + " turns");
    Told ours = company.session("model", TURNS);
    progress.accept("a bare loop of as many");
    Told bare = company.bare(TURNS);
    double thinking = model.millis() / TURNS;
    double turn = Figure.median(ours.millisBetween("ModelsTurn", "ToolsUse")) - thinking;
    // Every second step of the bare loop begins a turn.
    double two = 2 * Figure.median(bare.millisBetween("NothingStep", ""));
    progress.accept(
        "%.1f ms a turn beyond %.1f of the model, %.1f in the bare loop; %d histories"
            .formatted(turn, thinking, two, ours.histories().size()));
    return List.of(
        Figure.limit("a turn beyond two empty steps", turn - two, MILLIS_A_TURN, "ms"),
        Figure.of("a turn against two empty steps", turn, two, BAR, "ms"),
        Figure.limit("largest history", ours.largestKilobytes(), KILOBYTES, "KB"));
  }

  private record Company(WorkflowClient client, Workspace workspace) {
    Told session(String model, int turns) {
      AgentSession session =
          client.newWorkflowStub(
              AgentSession.class,
              WorkflowOptions.newBuilder()
                  .setWorkflowId("turns/" + model)
                  .setTaskQueue(Queues.MAIN)
                  .build());
      Engines.Task task =
          new Engines.Task(
              "dbt-expert",
              "model:" + model,
              "Find the file.",
              workspace,
              List.of(),
              null,
              List.of(),
              null,
              null,
              new Leash(100, 100_000_000, turns + 1, 3600, 0));
      Engines.Result result = session.run(task, Pace.standard(), null);
      if (result.usage().turns() != turns) {
        throw new IllegalStateException(
            result.usage().turns() + " turns of " + turns + ": " + result.explanation());
      }
      return Told.of(client, WorkflowStub.fromTyped(session).getExecution());
    }

    Told bare(int turns) {
      BareLoop loop =
          client.newWorkflowStub(
              BareLoop.class,
              WorkflowOptions.newBuilder()
                  .setWorkflowId("bare/" + turns)
                  .setTaskQueue(BARE)
                  .build());
      loop.run(workspace, turns);
      return Told.of(client, WorkflowStub.fromTyped(loop).getExecution());
    }
  }
}
