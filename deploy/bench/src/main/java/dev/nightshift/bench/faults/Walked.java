package dev.nightshift.bench.faults;

import java.util.List;
import java.util.stream.Collectors;

/** One flow that was walked: where it was struck and how it healed, and what was wrong at last. */
record Walked(String flow, List<Healed> struck, List<String> wrong) {
  Walked {
    struck = List.copyOf(struck);
    wrong = List.copyOf(wrong);
  }

  boolean right() {
    return wrong.isEmpty();
  }

  @Override
  public String toString() {
    String where =
        struck.stream().map(one -> one.boundary().toString()).collect(Collectors.joining(", "));
    return flow
        + (where.isEmpty() ? "" : " struck " + where)
        + (right() ? "" : ": " + String.join("; ", wrong));
  }
}
