package dev.nightshift.bench.dbt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Wall time, and the processor's time of all processes below this one, living and ended. */
record Spent(double seconds, double processorSeconds) {
  /** Linux counts in hundredths of a second. */
  private static final double TICKS = 100;

  static Spent by(Runnable work) {
    double before = below();
    long begun = System.nanoTime();
    work.run();
    return new Spent((System.nanoTime() - begun) / 1e9, below() - before);
  }

  private static double below() {
    long ticks = ended(Path.of("/proc/self/stat"));
    for (ProcessHandle process : ProcessHandle.current().descendants().toList()) {
      Path stat = Path.of("/proc", process.pid() + "", "stat");
      ticks += ended(stat) + own(stat);
    }
    return ticks / TICKS;
  }

  private static long ended(Path stat) {
    return sum(stat, 13);
  }

  private static long own(Path stat) {
    return sum(stat, 11);
  }

  /** Two neighbouring fields, counted after the name in brackets; none of what has gone. */
  private static long sum(Path stat, int first) {
    try {
      String line = Files.readString(stat);
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      return Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1]);
    } catch (IOException gone) {
      if (Files.exists(stat)) {
        throw new UncheckedIOException(gone);
      }
      return 0;
    }
  }
}
