package dev.nightshift.deploy.faults;

import dev.nightshift.worker.Temporal;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.remediation.Remediation;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.values.Pace;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Progress;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One namespace of the server, on which cases are walked one after the other. The worker that takes
 * over after a death is the one that is to die of the next case's fault.
 */
final class Lane implements AutoCloseable {
  private static final long SECONDS_FOR_A_CASE = 120;

  private final WalkWorld world;
  private final String namespace;
  private final Temporal temporal;
  private Mortal working;
  private Mortal warm;
  private int started;

  Lane(WalkWorld world, String namespace) throws IOException {
    this.world = world;
    this.namespace = namespace;
    this.temporal = Temporal.connect(world.environment(namespace));
    this.warm = warmUp();
  }

  /**
   * A case: the fault, and what was wrong in the end; {@code healedMillis} from death to outcome.
   */
  record Walked(Fault fault, List<String> wrong, long healedMillis) {}

  /** Walks one case; {@code next} is the fault of the one after it. */
  Walked walk(int project, Fault fault, Fault next) throws Exception {
    String workflow = Ids.fix(WalkWorld.project(project), "night");
    if (working == null || working.ended()) {
      takeOver(fault);
    }
    start(project);
    List<String> wrong = new ArrayList<>();
    WorkflowStub stub = temporal.client().newUntypedWorkflowStub(workflow);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_FOR_A_CASE);
    long died = 0;
    boolean signalled = false;
    while (true) {
      // Also the pause between two looks, whoever works now.
      boolean dead = working.diedWithin(150);
      if (died == 0 && dead) {
        died = System.nanoTime();
        takeOver(next);
      }
      WorkflowExecutionMetadata seen = stub.describe();
      if (seen.getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
        break;
      }
      signalled = signalled || approved(stub, seen);
      if (System.nanoTime() > deadline) {
        wrong.add("it did not end within " + SECONDS_FOR_A_CASE + " s: " + progress(seen));
        stub.terminate("the walk goes on");
        return new Walked(fault, wrong, 0);
      }
    }
    long healed = died == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - died);
    if (fault.when() != Fault.When.NEVER && died == 0) {
      if (working.diedWithin(10_000)) {
        takeOver(next);
      } else {
        wrong.add("the fault was never reached");
      }
    }
    RemediationOutcome outcome = stub.getResult(RemediationOutcome.class);
    if (outcome.ending() != Ending.PULL_REQUEST) {
      wrong.add(
          "it ended with "
              + outcome.ending()
              + ": "
              + outcome.headline()
              + " "
              + outcome.refusals());
    }
    wrong.addAll(world.wrongEffects(workflow, WalkWorld.project(project)));
    return new Walked(fault, wrong, healed);
  }

  /**
   * The steps of a finished workflow and of its agent's session, each with its number of the kind.
   */
  List<Fault> steps(int project) {
    String workflow = Ids.fix(WalkWorld.project(project), "night");
    List<Fault> steps = new ArrayList<>();
    Map<String, Integer> calls = new HashMap<>();
    for (String id : List.of(workflow, Ids.agent(workflow, "fixer", 1))) {
      for (HistoryEvent event : temporal.client().fetchHistory(id).getHistory().getEventsList()) {
        if (event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED) {
          String type = event.getActivityTaskScheduledEventAttributes().getActivityType().getName();
          steps.add(
              new Fault(workflow, type, calls.merge(type, 1, Integer::sum), Fault.When.NEVER));
        }
      }
    }
    return steps;
  }

  int historyBytes(int project) {
    return temporal
        .client()
        .fetchHistory(Ids.fix(WalkWorld.project(project), "night"))
        .getHistory()
        .getSerializedSize();
  }

  /** Bytes of the history by kind of event, for whoever must make it smaller. */
  Map<String, Integer> weights(int project) {
    Map<String, Integer> weights = new TreeMap<>();
    for (HistoryEvent event :
        temporal
            .client()
            .fetchHistory(Ids.fix(WalkWorld.project(project), "night"))
            .getHistory()
            .getEventsList()) {
      String name = event.getEventType().name().replace("EVENT_TYPE_", "");
      if (event.hasActivityTaskScheduledEventAttributes()) {
        name += " " + event.getActivityTaskScheduledEventAttributes().getActivityType().getName();
      }
      weights.merge(name, event.getSerializedSize(), Integer::sum);
    }
    return weights;
  }

  private void start(int project) {
    String name = WalkWorld.project(project);
    Remediation flow =
        temporal
            .client()
            .newWorkflowStub(
                Remediation.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(Ids.fix(name, "night"))
                    .setTaskQueue(Queues.MAIN)
                    .build());
    WorkflowClient.start(
        flow::run,
        new RemediationRequest(
            name,
            WalkWorld.REPOSITORY,
            "night",
            "",
            "walk",
            new Location(name, "last-night", null, null),
            "rules",
            Policy.standard(),
            // Short, so that a death is noticed soon; long enough for a busy machine.
            new Pace(60, 8, 120, 60, 3, 1)));
  }

  /** Agrees by signal, which needs no living worker. */
  private static boolean approved(WorkflowStub stub, WorkflowExecutionMetadata seen) {
    Progress progress = progress(seen);
    if (progress == null || progress.waiting() == null) {
      return false;
    }
    stub.signal(
        "decideBySignal",
        Map.of("choice", "APPROVE", "person", "walk", "patchHash", progress.waiting().patchHash()));
    return true;
  }

  private static Progress progress(WorkflowExecutionMetadata seen) {
    return (Progress) seen.getMemo(Trail.MEMO, Progress.class);
  }

  private void takeOver(Fault fault) throws IOException {
    working = warm;
    working.live(fault);
    warm = warmUp();
  }

  private Mortal warmUp() throws IOException {
    Path log = world.home.logs().resolve("mortal-" + namespace + "-" + started++ + ".log");
    return Mortal.warm(
        List.of(world.configuration.toString(), world.recorded.toString()),
        world.environment(namespace),
        log);
  }

  @Override
  public void close() throws InterruptedException {
    if (working != null) {
      working.close();
    }
    warm.close();
    temporal.close();
    new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
  }
}
