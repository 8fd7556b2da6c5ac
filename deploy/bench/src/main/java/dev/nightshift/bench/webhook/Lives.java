package dev.nightshift.bench.webhook;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The starter's two lives within a flood: killed in its middle, and begun again at once. */
final class Lives implements Callable<Lives.Heap>, AutoCloseable {
  /** By then it has met all that it will meet. */
  private static final long MILLIS_TO_SETTLE = 6_000;

  private static final long MILLIS_BEFORE_THE_END = 1_500;

  private final Callable<Ours> starter;
  private final long floodMillis;
  private Ours alive;

  Lives(Callable<Ours> starter, double floodSeconds) throws Exception {
    this.starter = starter;
    this.floodMillis = (long) (floodSeconds * 1e3);
    this.alive = starter.call();
  }

  /** What is left of the second life's heap when all is cleared, in megabytes. */
  record Heap(double early, double late) {}

  @Override
  public Heap call() throws Exception {
    long began = System.nanoTime();
    pauseUntil(began, floodMillis / 2);
    alive.kill();
    alive = starter.call();
    pauseUntil(System.nanoTime(), MILLIS_TO_SETTLE);
    double early = alive.liveMegabytes();
    pauseUntil(began, floodMillis - MILLIS_BEFORE_THE_END);
    return new Heap(early, alive.liveMegabytes());
  }

  private static void pauseUntil(long began, long millis) throws InterruptedException {
    long left = millis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    new CountDownLatch(1).await(left, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    alive.close();
  }
}
