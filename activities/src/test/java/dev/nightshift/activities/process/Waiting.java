package dev.nightshift.activities.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for the outside world, with a bound. */
final class Waiting {
  private static final Duration BOUND = Duration.ofSeconds(10);

  private Waiting() {}

  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + BOUND.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("did not come true within " + BOUND);
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  static boolean ended(String pid) {
    return ended(Long.parseLong(pid.strip()));
  }

  /** Whether it is gone now: a dead entry that init has not buried yet counts as gone. */
  static boolean ended(long pid) {
    return ProcessHandle.of(pid).map(process -> !ProcessTable.isRunning(process)).orElse(true);
  }
}
