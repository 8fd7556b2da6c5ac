package dev.nightshift.worker;

import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionClient;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityNotExistsException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The heartbeat of one attempt, from a thread of its own, so that a step need not think of it. When
 * the server says that the attempt is cancelled or no longer ours, or when no beat has gone through
 * for most of the timeout (another attempt will begin soon), the step's thread is interrupted: the
 * process runner then kills its tree.
 */
final class Pulse implements AutoCloseable {

  /** Why the step's thread was interrupted. */
  enum Stopped {
    NOT,
    CANCELLED,
    LOST,
    SHUTDOWN
  }

  /** After this share of the timeout without a beat, the attempt stops by itself. */
  private static final double LOST_AFTER = 0.7;

  private final ActivityCompletionClient client;
  private final byte[] token;
  private final Thread step = Thread.currentThread();
  private final long patienceNanos;
  private final ScheduledFuture<?> beats;
  private volatile Object details;
  private volatile long lastBeat = System.nanoTime();
  private Stopped stopped = Stopped.NOT;
  private boolean ended;

  Pulse(
      ScheduledExecutorService clock,
      ActivityCompletionClient client,
      byte[] token,
      Duration timeout) {
    this.client = client;
    this.token = token;
    this.patienceNanos = (long) (timeout.toNanos() * LOST_AFTER);
    long every = Math.max(200, timeout.toMillis() / 5);
    this.beats = clock.scheduleAtFixedRate(this::beat, every, every, TimeUnit.MILLISECONDS);
  }

  /** What the next beat tells, for people who look at the running step. */
  void says(Object now) {
    details = now;
  }

  synchronized Stopped stopped() {
    return stopped;
  }

  void stop(Stopped why) {
    synchronized (this) {
      if (ended || stopped != Stopped.NOT) {
        return;
      }
      stopped = why;
      step.interrupt();
    }
  }

  private void beat() {
    try {
      client.heartbeat(token, details);
      lastBeat = System.nanoTime();
    } catch (ActivityCanceledException | ActivityNotExistsException over) {
      stop(over instanceof ActivityCanceledException ? Stopped.CANCELLED : Stopped.LOST);
    } catch (ActivityCompletionException | io.grpc.StatusRuntimeException unheard) {
      if (System.nanoTime() - lastBeat > patienceNanos) {
        stop(Stopped.LOST);
      }
    }
  }

  /** After this the step's thread is never interrupted by us again. */
  @Override
  public void close() {
    beats.cancel(false);
    synchronized (this) {
      ended = true;
      if (stopped != Stopped.NOT) {
        Thread.interrupted();
      }
    }
  }
}
