package dev.nightshift.workflows.scan;

import static java.util.Objects.requireNonNullElse;

import java.util.List;

/**
 * How many runs had failed, which of them nobody had told of, and which flows heard that a later
 * run passed; {@code objection} is why nobody could be asked, empty where all is well.
 */
public record ScanOutcome(int failed, List<String> started, List<String> told, String objection) {
  public ScanOutcome {
    started = started == null ? List.of() : List.copyOf(started);
    told = told == null ? List.of() : List.copyOf(told);
    objection = requireNonNullElse(objection, "");
  }

  public ScanOutcome(int failed, List<String> started, List<String> told) {
    this(failed, started, told, null);
  }
}
