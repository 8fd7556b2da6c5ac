package dev.nightshift.bench.inference;

import dev.nightshift.activities.inference.Candidate;
import dev.nightshift.activities.inference.Check;
import dev.nightshift.activities.inference.Inference;
import java.util.ArrayList;
import java.util.List;

/**
 * A model with tests of people, which were hidden, and what was thought of it. Models that nobody
 * tested say nothing: they lack tests, or nobody came to them.
 */
record Judged(String project, String model, List<Check> written, List<Candidate> candidates) {
  static Judged of(String project, String model, Inference inference) {
    return of(project, model, inference, inference.candidates(model));
  }

  /** As if nobody had described it yet: as far as its SQL can be read, all that is known. */
  static Judged ofNew(String project, String model, Inference inference) {
    return of(project, model, inference, inference.ofNew(model));
  }

  private static Judged of(
      String project, String model, Inference inference, List<Candidate> candidates) {
    List<Check> distinct = new ArrayList<>();
    for (Check check : inference.written(model)) {
      if (distinct.stream().noneMatch(check::same)) {
        distinct.add(check);
      }
    }
    return new Judged(project, model, List.copyOf(distinct), candidates);
  }

  boolean isWritten(Candidate candidate) {
    return written.stream().anyMatch(candidate.check()::same);
  }
}
