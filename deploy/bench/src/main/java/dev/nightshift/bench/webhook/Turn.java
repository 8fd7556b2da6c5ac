package dev.nightshift.bench.webhook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** How long one kind of start takes, over all its turns. */
final class Turn {
  private final Supplier<Boolean> start;
  private final List<Double> millis = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger refused = new AtomicInteger();

  /** {@code start} says whether it was taken. */
  Turn(Supplier<Boolean> start) {
    this.start = start;
  }

  void once() {
    long began = System.nanoTime();
    if (start.get()) {
      millis.add((System.nanoTime() - began) / 1e6);
    } else {
      refused.incrementAndGet();
    }
  }

  int refused() {
    return refused.get();
  }

  double quantile(double part) {
    List<Double> sorted;
    synchronized (millis) {
      sorted = millis.stream().sorted().toList();
    }
    return sorted.isEmpty()
        ? Double.NaN
        : sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * part)));
  }

  @Override
  public String toString() {
    return "%.1f, p99 %.1f ms".formatted(quantile(0.5), quantile(0.99));
  }
}
