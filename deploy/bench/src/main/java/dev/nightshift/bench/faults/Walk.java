package dev.nightshift.bench.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Walks flows of one kind on several lanes at once, and says how far it is. */
final class Walk implements AutoCloseable {
  private final World world;
  private final Subject subject;
  private final Consumer<String> progress;
  private final List<Lane> lanes;

  Walk(
      World world,
      Subject subject,
      List<String> namespaces,
      Workers.Answers answers,
      Consumer<String> progress)
      throws IOException {
    this(world, subject, progress, new ArrayList<>());
    for (String namespace : namespaces) {
      Workers workers = new Workers(world, namespace, subject.equipment(), answers);
      lanes.add(new Lane(world.environment(namespace), workers));
    }
  }

  private Walk(World world, Subject subject, Consumer<String> progress, List<Lane> lanes) {
    this.world = world;
    this.subject = subject;
    this.progress = progress;
    this.lanes = lanes;
  }

  /** Flows of another kind that need no other equipment, on the same lanes. */
  Walk then(Subject other) {
    return new Walk(world, other, progress, lanes);
  }

  /** One flow undisturbed: it tells which boundaries there are, and fills dbt's recordings. */
  Route route() throws Exception {
    Lane lane = lanes.get(0);
    int number = world.nextProjects(1);
    Walked whole = lane.walk(subject, number, Convoy.of()).get(0);
    if (!whole.right()) {
      throw new IllegalStateException("even undisturbed " + whole);
    }
    return Route.of(lane.client(), subject.workflow(number));
  }

  void another() throws IOException {
    for (Lane lane : lanes) {
      lane.another();
    }
  }

  void retire() throws IOException, InterruptedException {
    for (Lane lane : lanes) {
      lane.retire();
    }
  }

  /** All flows of these convoys, struck as they say. */
  List<Walked> kill(List<Convoy> convoys) throws Exception {
    List<Journey> journeys = new ArrayList<>();
    for (Convoy convoy : convoys) {
      int first = world.nextProjects(convoy.flows().size());
      journeys.add(lane -> lane.walk(subject, first, convoy));
    }
    return onLanes(journeys);
  }

  /** A flow for each phase, cancelled at the phase's first step. */
  List<Walked> cancel(Map<String, Boundary> phases) throws Exception {
    List<Journey> journeys = new ArrayList<>();
    phases.forEach(
        (phase, boundary) -> {
          int number = world.nextProjects(1);
          journeys.add(lane -> List.of(lane.cancel(subject, number, phase, boundary)));
        });
    return onLanes(journeys);
  }

  /** Where the warm dbts of all workers were that died. */
  Set<Path> doorsOfTheDead() {
    return lanes.stream()
        .flatMap(lane -> lane.doorsOfTheDead().stream())
        .collect(Collectors.toSet());
  }

  private interface Journey {
    List<Walked> on(Lane lane) throws Exception;
  }

  private List<Walked> onLanes(List<Journey> journeys) throws Exception {
    Queue<Journey> ahead = new ConcurrentLinkedQueue<>(journeys);
    ExecutorService threads = Executors.newFixedThreadPool(lanes.size());
    try {
      List<Future<List<Walked>>> running = new ArrayList<>();
      for (Lane lane : lanes) {
        running.add(threads.submit(() -> onLane(lane, ahead)));
      }
      List<Walked> all = new ArrayList<>();
      for (Future<List<Walked>> one : running) {
        all.addAll(one.get());
      }
      return all;
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Walked> onLane(Lane lane, Queue<Journey> ahead) throws Exception {
    List<Walked> walked = new ArrayList<>();
    for (Journey journey = ahead.poll(); journey != null; journey = ahead.poll()) {
      List<Walked> some = journey.on(lane);
      some.forEach(one -> progress.accept(one.toString()));
      walked.addAll(some);
    }
    return walked;
  }

  @Override
  public void close() {
    lanes.forEach(Lane::close);
  }
}
