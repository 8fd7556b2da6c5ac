package dev.nightshift.bench.faults;

import dev.nightshift.bench.faults.Boundary.When;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a worker is to die of: of all these faults at once. Each flow waits at its boundary until
 * the others are at theirs. At most one of the faults is after a step or within its dbt, for that
 * one's report, or its dbt, is the last word.
 */
final class Meeting {
  static final Meeting NONE = new Meeting(List.of());

  private static final String BETWEEN = ";";

  private final List<Fault> faults;
  private final Set<Fault> there = new HashSet<>();

  Meeting(List<Fault> faults) {
    this.faults = List.copyOf(faults);
    if (faults.stream().filter(Meeting::isLast).count() > 1) {
      throw new IllegalArgumentException("a worker dies after or within one step, not " + faults);
    }
  }

  String written() {
    return faults.stream().map(Fault::written).collect(Collectors.joining(BETWEEN));
  }

  static Meeting read(String line) {
    return new Meeting(
        Arrays.stream(line.split(BETWEEN))
            .filter(fault -> !fault.isEmpty())
            .map(Fault::read)
            .toList());
  }

  Optional<Fault> at(String workflow, String step) {
    return faults.stream().filter(fault -> fault.strikes(workflow, step)).findFirst();
  }

  /** Returns when all are there; what the caller does now is what the worker dies of. */
  synchronized void awaitOthers(Fault fault) throws InterruptedException {
    arrive(fault);
    while (there.size() < faults.size()) {
      wait();
    }
  }

  /** Does not return. */
  synchronized void stayForDeath(Fault fault) throws InterruptedException {
    arrive(fault);
    while (true) {
      if (there.size() == faults.size() && faults.stream().noneMatch(Meeting::isLast)) {
        Death.now();
      }
      wait();
    }
  }

  private void arrive(Fault fault) {
    there.add(fault);
    notifyAll();
  }

  private static boolean isLast(Fault fault) {
    return fault.boundary().when() == When.AFTER || fault.boundary().when() == When.WITHIN;
  }
}
