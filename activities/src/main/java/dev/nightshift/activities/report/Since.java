package dev.nightshift.activities.report;

import dev.nightshift.activities.artifacts.Streak;
import java.util.Comparator;
import java.util.List;

/** Since when and how often, in a sentence. */
final class Since {
  private Since() {}

  /** Of several nodes of one cause the one that has failed for longest tells. */
  static String of(List<Streak> streaks) {
    return streaks.stream()
        .max(Comparator.comparingInt(Streak::unbroken).thenComparingInt(Streak::failed))
        .map(Since::words)
        .orElse("");
  }

  private static String words(Streak streak) {
    if (streak.unbroken() > 0) {
      return "It has failed since "
          + Moment.words(streak.since())
          + ", "
          + Wording.count(streak.unbroken() + 1, "run", "runs")
          + " in a row"
          + (streak.gaps() ? " of those that are known, and maybe for longer" : "")
          + (streak.passed().isEmpty() ? ", in all that are known." : before(streak));
    }
    if (streak.gaps()) {
      return "It passed last in the run of "
          + Moment.words(streak.passed())
          + "; how it ended in those since is not known.";
    }
    return "It is new: the run before, of "
        + Moment.words(streak.passed())
        + ", passed here"
        + (streak.failed() == 0
            ? "."
            : "; " + streak.failed() + " of the " + streak.runs() + " before tonight failed.");
  }

  private static String before(Streak streak) {
    int earlier = streak.failed() - streak.unbroken();
    return earlier == 0 ? "." : ", and in " + earlier + " of the runs before.";
  }
}
