package dev.nightshift.starter.flows;

import java.time.Duration;

/**
 * How many may wait for a start at once: as many as are begun in good time. Where Temporal is slow,
 * a place less makes all others quicker; a queue would only make each of them too late.
 */
final class Places {
  private static final int MOST = 16;

  /** Half for one that was late, and not again for the others that were late with it. */
  private static final double LESS = 0.5;

  /** What was slow that long ago says nothing of now. */
  private static final long FORGOTTEN_NANOS = Duration.ofSeconds(30).toNanos();

  private final long goodNanos;
  private double many = MOST;
  private int taken;
  private boolean isLess;
  private long lessSince;

  Places(Duration goodTime) {
    this.goodNanos = goodTime.toNanos();
  }

  /** False where there is none: come again. {@code now} is in nanoseconds. */
  synchronized boolean take(long now) {
    if (isLess && now - lessSince > FORGOTTEN_NANOS) {
      many = MOST;
      isLess = false;
    }
    if (taken >= (int) many) {
      return false;
    }
    taken++;
    return true;
  }

  /** {@code began} and {@code now} are of the same clock. */
  synchronized void giveBack(long began, long now) {
    boolean full = taken >= (int) many;
    taken--;
    if (now - began > goodNanos) {
      fewer(began, now);
    } else if (full) {
      many = Math.min(MOST, many + 1 / many);
    }
  }

  private void fewer(long began, long now) {
    if (!isLess || began - lessSince > 0) {
      isLess = true;
      many = Math.max(1, many * LESS);
      lessSince = now;
    }
  }
}
