package dev.nightshift.activities.inference;

import java.util.Comparator;
import java.util.List;

/** A test that a model may lack: how likely the team would write it, and what speaks for it. */
public record Candidate(Check check, double sure, List<Weighed> clues) {
  private static final double LIKELY = 0.45;
  private static final double WORTH_A_LOOK = 0.3;

  public Candidate {
    clues = List.copyOf(clues);
  }

  /** A clue and what it weighs here: against the test where it is less than nothing. */
  public record Weighed(Clue clue, double weight) {}

  /** The sentences that speak for it, the strongest first. */
  public List<String> reasons() {
    return clues.stream()
        .filter(one -> one.weight() > 0 && !one.clue().because().isEmpty())
        .sorted(Comparator.comparingDouble(Weighed::weight).reversed())
        .map(one -> one.clue().because())
        .toList();
  }

  /** Likely enough: lower, more is written that nobody would write, and higher, more is missed. */
  public boolean isLikely() {
    return sure >= LIKELY;
  }

  /** What is less likely is not worth a person's while. */
  public boolean isWorthALook() {
    return sure >= WORTH_A_LOOK;
  }

  /** Whether it is likely enough to be written where there is no data to ask. */
  public boolean isWrittenUnasked() {
    return isLikely() && !check.kind().isForDataToConfirm();
  }
}
