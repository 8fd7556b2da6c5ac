package dev.nightshift.activities.headless;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long nothing has been heard, of the agent or of its model. */
final class Silence {
  private final LongSupplier nanos;
  private volatile long last;

  Silence(LongSupplier nanos) {
    this.nanos = nanos;
    last = nanos.getAsLong();
  }

  void broken() {
    last = nanos.getAsLong();
  }

  boolean lasts(Duration atLeast) {
    return nanos.getAsLong() - last >= atLeast.toNanos();
  }
}
