package dev.nightshift.bench.dbt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Wall time, and the processors' time of the whole machine meanwhile: what ran in a cage is not
 * counted to whoever started it, since bubblewrap ends without waiting for its child. So measure on
 * a machine that does nothing else.
 */
record Spent(double seconds, double processorSeconds) {
  /** Linux counts in hundredths of a second. */
  private static final double TICKS = 100;

  /** Of the fields of a line of all processors: user, nice and system. */
  private static final List<Integer> BUSY = List.of(1, 2, 3);

  static Spent by(Runnable work) {
    double before = busy();
    long begun = System.nanoTime();
    work.run();
    return new Spent((System.nanoTime() - begun) / 1e9, busy() - before);
  }

  private static double busy() {
    try {
      String[] fields = Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +", -1);
      return BUSY.stream().mapToLong(field -> Long.parseLong(fields[field])).sum() / TICKS;
    } catch (IOException unknown) {
      throw new UncheckedIOException(unknown);
    }
  }
}
