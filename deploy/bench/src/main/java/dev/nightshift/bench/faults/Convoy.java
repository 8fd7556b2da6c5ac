package dev.nightshift.bench.faults;

import java.util.List;

/**
 * Flows that travel on the same worker, each with the boundaries at which it is struck, in the
 * order in which it meets them. The worker dies when each is at its next one.
 */
record Convoy(List<List<Boundary>> flows) {
  Convoy {
    flows = flows.stream().map(List::copyOf).toList();
  }

  /** One flow alone. */
  static Convoy of(Boundary... boundaries) {
    return new Convoy(List.of(List.of(boundaries)));
  }

  int boundaries() {
    return flows.stream().mapToInt(List::size).sum();
  }
}
