package dev.nightshift.activities.headless;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** How long nothing has been heard, of the agent or of its model, while none of our tools works. */
final class Silence {
  private final LongSupplier nanos;
  private final AtomicInteger working = new AtomicInteger();
  private volatile long last;

  Silence(LongSupplier nanos) {
    this.nanos = nanos;
    last = nanos.getAsLong();
  }

  void broken() {
    last = nanos.getAsLong();
  }

  /** Until this is closed a tool of ours is at work, which has its own patience. */
  Work work() {
    working.incrementAndGet();
    return new Work();
  }

  /** How many of our tools work, or wait for their turn. */
  int atWork() {
    return working.get();
  }

  boolean lasts(Duration atLeast) {
    return atWork() == 0 && nanos.getAsLong() - last >= atLeast.toNanos();
  }

  /** A tool's work. */
  final class Work implements AutoCloseable {
    @Override
    public void close() {
      broken();
      working.decrementAndGet();
    }
  }
}
