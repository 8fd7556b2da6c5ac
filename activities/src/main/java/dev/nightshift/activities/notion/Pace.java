package dev.nightshift.activities.notion;

import dev.nightshift.workflows.durable.ErrorKind;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets one question go after another, never sooner than this apart, whoever asks. */
final class Pace {
  private final long apart;
  private final CountDownLatch never = new CountDownLatch(1);
  private long next = System.nanoTime();

  Pace(Duration apart) {
    this.apart = apart.toNanos();
  }

  void await() {
    try {
      never.await(place() - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw ErrorKind.INTERRUPTED.failure("stopped while it waited to ask Notion", stopped);
    }
  }

  private synchronized long place() {
    long now = System.nanoTime();
    long mine = Math.max(now, next);
    next = mine + apart;
    return mine;
  }
}
