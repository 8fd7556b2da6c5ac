package dev.nightshift.bench.webhook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** How long one kind of start takes, over all its turns. */
final class Turn implements AutoCloseable {
  private static final int HANDS = 32;

  private final Beat beat = new Beat(HANDS);
  private final List<Double> millis = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger refused = new AtomicInteger();

  /** So many a second; {@code start} says whether it was taken. Gives what to tell of it. */
  String at(double rate, Supplier<Boolean> start, double seconds) throws InterruptedException {
    int before = millis.size();
    beat.during(
        rate,
        seconds,
        () -> {
          long began = System.nanoTime();
          if (start.get()) {
            millis.add((System.nanoTime() - began) / 1e6);
          } else {
            refused.incrementAndGet();
          }
        });
    List<Double> these = millis.subList(before, millis.size());
    return "%.1f, p99 %.1f ms".formatted(quantile(these, 0.5), quantile(these, 0.99));
  }

  int refused() {
    return refused.get();
  }

  double quantile(double part) {
    return quantile(millis, part);
  }

  @Override
  public void close() {
    beat.close();
  }

  private static double quantile(List<Double> values, double part) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.isEmpty()
        ? Double.NaN
        : sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * part)));
  }
}
