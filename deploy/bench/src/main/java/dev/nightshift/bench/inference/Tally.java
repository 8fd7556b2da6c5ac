package dev.nightshift.bench.inference;

import dev.nightshift.activities.inference.Candidate;
import dev.nightshift.activities.inference.Kind;
import java.util.List;
import java.util.Locale;

/** How many tests were predicted, how many of them people wrote, and how many they wrote in all. */
record Tally(long predicted, long hit, long written) {
  static Tally of(List<Judged> models, Kind kind) {
    long predicted = 0;
    long hit = 0;
    long written = 0;
    for (Judged model : models) {
      for (Candidate candidate : model.candidates()) {
        if (isOf(kind, candidate.check().kind()) && candidate.isWrittenUnasked()) {
          predicted++;
          hit += model.isWritten(candidate) ? 1 : 0;
        }
      }
      written += model.written().stream().filter(check -> isOf(kind, check.kind())).count();
    }
    return new Tally(predicted, hit, written);
  }

  /** Of all kinds where none is named. */
  private static boolean isOf(Kind wanted, Kind kind) {
    return wanted == null || wanted == kind;
  }

  double precision() {
    return predicted == 0 ? 1 : (double) hit / predicted;
  }

  double recall() {
    return written == 0 ? 1 : (double) hit / written;
  }

  String told() {
    return String.format(
        Locale.ROOT,
        "%6d predicted  precision %.2f  recall %.2f of %d",
        predicted,
        precision(),
        recall(),
        written);
  }
}
