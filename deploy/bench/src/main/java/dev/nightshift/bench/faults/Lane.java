package dev.nightshift.bench.faults;

import dev.nightshift.bench.faults.Boundary.When;
import dev.nightshift.worker.Temporal;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One namespace of the server, on which convoys are walked one after the other. One worker works,
 * and while a death is ahead another is warm, to take over.
 */
final class Lane implements AutoCloseable {
  private static final long SECONDS_FOR_A_CONVOY = 900;

  /** Also how late a question may be seen; a death is seen at once. Each asks the server. */
  private static final long MILLIS_BETWEEN_LOOKS = 300;

  private static final long MILLIS_FOR_A_LATE_DEATH = 10_000;

  private final Workers workers;
  private final Temporal temporal;
  private final Set<Path> doorsOfTheDead = new HashSet<>();
  private Mortal working;
  private Mortal warm;

  Lane(Map<String, String> environment, Workers workers) throws IOException {
    this.workers = workers;
    this.temporal = Temporal.connect(environment);
  }

  WorkflowClient client() {
    return temporal.client();
  }

  /** Walks flows together, and strikes them at their boundaries. */
  List<Walked> walk(Subject subject, int firstNumber, Convoy convoy) throws Exception {
    List<Traveller> travellers = new ArrayList<>();
    for (List<Boundary> boundaries : convoy.flows()) {
      int number = firstNumber + travellers.size();
      travellers.add(new Traveller(client(), subject, number, boundaries));
    }
    travel(travellers);
    List<Walked> walked = new ArrayList<>();
    for (Traveller traveller : travellers) {
      walked.add(traveller.walked());
    }
    return walked;
  }

  /** Walks one flow, which is cancelled at this boundary, in this phase. */
  Walked cancel(Subject subject, int number, String phase, Boundary boundary) throws Exception {
    Traveller traveller = new Traveller(client(), subject, number, List.of(boundary));
    travel(List.of(traveller));
    return traveller.cancelled(phase);
  }

  /** Where the warm dbts of workers were that died on this lane. */
  Set<Path> doorsOfTheDead() {
    return Set.copyOf(doorsOfTheDead);
  }

  /** One more worker comes up, as after each death. */
  void another() throws IOException {
    if (warm == null) {
      warm = workers.warm();
    }
  }

  /** Ends the worker properly, which a death never does. */
  void retire() throws IOException, InterruptedException {
    if (working != null) {
      working.retire();
    }
  }

  private void travel(List<Traveller> travellers) throws IOException, InterruptedException {
    if (working == null || working.ended()) {
      takeOver(travellers);
    } else {
      working.arm(meeting(travellers));
      prepare(travellers);
    }
    travellers.forEach(Traveller::start);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_FOR_A_CONVOY);
    while (!travellers.stream().allMatch(Traveller::arrived)) {
      if (working.endedWithin(MILLIS_BETWEEN_LOOKS)) {
        died(travellers);
      }
      for (Traveller traveller : travellers) {
        if (!traveller.arrived()) {
          look(traveller, travellers);
        }
      }
      if (System.nanoTime() > deadline) {
        travellers.stream()
            .filter(traveller -> !traveller.arrived())
            .forEach(late -> late.giveUp("it did not end within " + SECONDS_FOR_A_CONVOY + " s"));
      }
    }
    lateDeath(travellers);
  }

  private void look(Traveller traveller, List<Traveller> all)
      throws IOException, InterruptedException {
    Optional<When> asked = traveller.look();
    if (asked.isEmpty()) {
      return;
    }
    if (asked.get() == When.CANCEL_WAITING) {
      traveller.cancel();
      return;
    }
    if (asked.get() == When.WAITING || asked.get() == When.THINKING) {
      working.kill();
      traveller.strike(working.diedAt());
      takeOver(all);
    }
    if (asked.get() != When.THINKING) {
      traveller.answer();
    }
  }

  /** The worker ended: of its faults, or the walk itself is at fault. */
  private void died(List<Traveller> travellers) throws IOException {
    if (!working.diedOfItsFault()) {
      throw new IllegalStateException("a worker ended by itself:\n" + working.said());
    }
    Instant death = working.diedAt();
    travellers.stream().filter(one -> one.next().isPresent()).forEach(one -> one.strike(death));
    takeOver(travellers);
  }

  /** After their last step flows can end before their worker does. */
  private void lateDeath(List<Traveller> travellers) throws IOException, InterruptedException {
    boolean due =
        travellers.stream()
            .flatMap(one -> one.next().stream())
            .anyMatch(fault -> fault.boundary().deadly());
    if (due && working.endedWithin(MILLIS_FOR_A_LATE_DEATH) && working.diedOfItsFault()) {
      died(travellers);
    }
  }

  private void takeOver(List<Traveller> travellers) throws IOException {
    if (working != null) {
      doorsOfTheDead.addAll(working.doors());
    }
    working = warm == null ? workers.warm() : warm;
    warm = null;
    prepare(travellers);
    working.arm(meeting(travellers));
  }

  /** To come up costs a processor seconds: nobody does for whom nothing will be to do. */
  private void prepare(List<Traveller> travellers) throws IOException {
    if (warm == null && travellers.stream().anyMatch(Traveller::losesItsWorker)) {
      warm = workers.warm();
    }
  }

  private static Meeting meeting(List<Traveller> travellers) {
    return new Meeting(travellers.stream().map(Traveller::next).flatMap(Optional::stream).toList());
  }

  @Override
  public void close() {
    if (working != null) {
      working.close();
    }
    if (warm != null) {
      warm.close();
    }
    temporal.close();
  }
}
