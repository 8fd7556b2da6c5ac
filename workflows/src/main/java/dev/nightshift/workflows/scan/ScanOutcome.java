package dev.nightshift.workflows.scan;

import java.util.List;

/**
 * How many runs had failed, which of them nobody had told of, and which flows heard that a later
 * run passed.
 */
public record ScanOutcome(int failed, List<String> started, List<String> told) {
  public ScanOutcome {
    started = started == null ? List.of() : List.copyOf(started);
    told = told == null ? List.of() : List.copyOf(told);
  }
}
