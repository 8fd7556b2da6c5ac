package dev.nightshift.starter.flows;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One step of a flow: how long it waited for a worker, retries included, and how long its last
 * attempt took. Times are milliseconds.
 */
public record Timing(String step, long startedAt, long waited, long took, int attempts) {

  /** As lines for a person: the steps, and what of the whole was theirs. */
  public static List<String> table(List<Timing> timings, long whole) {
    List<String> lines = new ArrayList<>();
    lines.add(String.format("%-28s %9s %9s %9s", "step", "waited", "took", "attempts"));
    long waited = 0;
    long took = 0;
    for (Timing one : timings) {
      lines.add(line(one.step(), one.waited(), one.took(), one.attempts()));
      waited += one.waited();
      took += one.took();
    }
    lines.add(line("all steps", waited, took, timings.stream().mapToInt(Timing::attempts).sum()));
    lines.add(
        line("between them, and waiting for people", 0, Math.max(0, whole - waited - took), 0));
    return lines;
  }

  private static String line(String step, long waited, long took, int count) {
    return String.format(
            Locale.ROOT,
            "%-28s %9s %7.2f s %9s",
            step,
            waited == 0 ? "" : String.format(Locale.ROOT, "%.2f s", waited / 1000.0),
            took / 1000.0,
            count == 0 ? "" : String.valueOf(count))
        .stripTrailing();
  }
}
