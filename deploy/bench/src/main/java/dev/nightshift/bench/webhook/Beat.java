package dev.nightshift.bench.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Does something so many times a second, whether the last has come back or not: as senders do, who
 * know nothing of each other. Its hands stay, and what they hold on to, from one time to the next.
 */
final class Beat implements AutoCloseable {
  private final ExecutorService hands;

  Beat(int hands) {
    this.hands = Executors.newFixedThreadPool(hands);
  }

  /** Returns when the time is up and all of it has come back. */
  void during(double aSecond, double seconds, Runnable each) throws InterruptedException {
    long everyNanos = (long) (1e9 / aSecond);
    List<Future<?>> sent = new ArrayList<>();
    long began = System.nanoTime();
    for (long next = began; next < began + seconds * 1e9; next += everyNanos) {
      for (long wait = next - System.nanoTime(); wait > 0; wait = next - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      sent.add(hands.submit(each));
    }
    for (Future<?> one : sent) {
      try {
        one.get(30, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new IllegalStateException("a sender broke", e);
      }
    }
  }

  @Override
  public void close() {
    hands.shutdownNow();
  }
}
