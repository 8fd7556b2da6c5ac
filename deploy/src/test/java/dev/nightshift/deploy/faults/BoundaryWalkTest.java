package dev.nightshift.deploy.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.deploy.faults.Fault.When;
import dev.nightshift.deploy.faults.Lane.Walked;
import dev.nightshift.workflows.durable.Ids;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class BoundaryWalkTest {
  /** A lane mostly waits for a timeout of the dead worker's step: three fill two cores. */
  private static final int LANES = 3;

  @TempDir Path folder;

  @Test
  @Timeout(value = 12, unit = TimeUnit.MINUTES)
  void wherever_the_worker_dies_each_effect_is_there_exactly_once() throws Exception {
    List<String> namespaces = new ArrayList<>();
    for (int n = 0; n < LANES; n++) {
      namespaces.add("lane-" + n);
    }
    try (WalkWorld world = new WalkWorld(folder, namespaces)) {
      List<Fault> cases = cases(world, namespaces.get(0));
      List<Walked> walked = walk(world, namespaces, cases);
      long slowest = walked.stream().mapToLong(Walked::healedMillis).max().orElse(0);
      System.out.printf(
          "%d boundaries walked, healed after at most %d ms%n", walked.size(), slowest);
      List<String> wrong =
          walked.stream()
              .filter(one -> !one.wrong().isEmpty())
              .map(one -> one.fault() + ": " + one.wrong())
              .toList();
      assertEquals(List.of(), wrong);
      assertEquals(cases.size(), walked.size());
    }
  }

  /** The flow once without a fault: it tells which steps there are, and fills dbt's recordings. */
  private static List<Fault> cases(WalkWorld world, String namespace) throws Exception {
    try (Lane lane = new Lane(world, namespace)) {
      Walked whole = lane.walk(0, Fault.never(), Fault.never());
      assertEquals(List.of(), whole.wrong());
      int bytes = lane.historyBytes(0);
      System.out.println("history: " + bytes + " bytes " + lane.weights(0));
      assertTrue(bytes < 150 * 1024, "the history has " + bytes + " bytes");
      List<Fault> cases = new ArrayList<>();
      for (Fault step : lane.steps(0)) {
        for (When when : List.of(When.BEFORE, When.DURING, When.AFTER)) {
          int project = cases.size() + 1;
          cases.add(
              new Fault(
                  Ids.fix(WalkWorld.project(project), "night"), step.step(), step.call(), when));
        }
      }
      return cases;
    }
  }

  private static List<Walked> walk(WalkWorld world, List<String> namespaces, List<Fault> cases)
      throws Exception {
    AtomicInteger next = new AtomicInteger();
    ExecutorService lanes = Executors.newFixedThreadPool(namespaces.size());
    try {
      List<Future<List<Walked>>> running = new ArrayList<>();
      for (String namespace : namespaces) {
        running.add(lanes.submit(() -> walkLane(world, namespace, cases, next)));
      }
      List<Walked> all = new ArrayList<>();
      for (Future<List<Walked>> lane : running) {
        all.addAll(lane.get());
      }
      return all;
    } finally {
      lanes.shutdownNow();
    }
  }

  private static List<Walked> walkLane(
      WalkWorld world, String namespace, List<Fault> cases, AtomicInteger next) throws Exception {
    List<Walked> walked = new ArrayList<>();
    try (Lane lane = new Lane(world, namespace)) {
      int at = next.getAndIncrement();
      while (at < cases.size()) {
        int after = next.getAndIncrement();
        Fault following = after < cases.size() ? cases.get(after) : Fault.never();
        walked.add(lane.walk(at + 1, cases.get(at), following));
        at = after;
      }
    }
    return walked;
  }
}
