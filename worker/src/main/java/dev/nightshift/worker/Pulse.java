package dev.nightshift.worker;

import io.grpc.StatusRuntimeException;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionClient;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.client.ActivityPausedException;
import io.temporal.client.ActivityResetException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The heartbeat of one attempt, from a thread of its own, so that a step need not think of it. When
 * the server says that the attempt is cancelled or no longer ours, or when no beat has gone through
 * for most of the timeout (another attempt will begin soon), the step's thread is interrupted: the
 * process runner then kills its tree. A beat that hangs in the network delays neither.
 */
final class Pulse implements AutoCloseable {

  /** Why the step's thread was interrupted. */
  enum Stopped {
    NOT,
    CANCELLED,
    LOST,
    SHUTDOWN
  }

  /** After this share of the timeout without a beat, the attempt stops; the rest is for dying. */
  private static final double LOST_AFTER = 0.7;

  private static final ThreadLocal<Pulse> CURRENT = new ThreadLocal<>();

  private final Clocks clocks;
  private final ActivityCompletionClient client;
  private final byte[] token;
  private final Thread step = Thread.currentThread();
  private final long patienceNanos;
  private final ScheduledFuture<?> beats;
  private volatile Object details;
  private volatile long lastBeat = System.nanoTime();
  private Future<?> deadline;
  private Stopped stopped = Stopped.NOT;
  private boolean ended;

  Pulse(Clocks clocks, ActivityCompletionClient client, byte[] token, Duration timeout) {
    this.clocks = clocks;
    this.client = client;
    this.token = token;
    this.patienceNanos = (long) (timeout.toNanos() * LOST_AFTER);
    long every = Math.max(200, timeout.toMillis() / 5);
    CURRENT.set(this);
    this.beats = clocks.beats.scheduleAtFixedRate(this::beat, every, every, TimeUnit.MILLISECONDS);
    waitForBeats(patienceNanos);
  }

  /** Whose threads beat, and whose thread watches that beats go through: it calls nobody. */
  record Clocks(ScheduledExecutorService beats, ScheduledExecutorService deadlines) {
    static Clocks start() {
      return new Clocks(daemons(2, "pulse"), daemons(1, "pulse-deadline"));
    }

    private static ScheduledExecutorService daemons(int threads, String name) {
      return Executors.newScheduledThreadPool(
          threads,
          task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
          });
    }
  }

  /** What the next beat of the step on this thread tells, for people who look at it. */
  static void says(Object now) {
    Pulse pulse = CURRENT.get();
    if (pulse != null) {
      pulse.details = now;
    }
  }

  synchronized Stopped stopped() {
    return stopped;
  }

  synchronized void stop(Stopped why) {
    if (ended || stopped != Stopped.NOT || why == Stopped.NOT) {
      return;
    }
    stopped = why;
    step.interrupt();
  }

  private void beat() {
    // The server may have had it as early as this, whenever it answers.
    long sent = System.nanoTime();
    try {
      client.heartbeat(token, details);
      lastBeat = sent;
    } catch (ActivityCompletionException | StatusRuntimeException refused) {
      stop(told(refused));
    }
  }

  private synchronized void waitForBeats(long nanos) {
    if (!ended) {
      deadline = clocks.deadlines.schedule(this::judge, nanos, TimeUnit.NANOSECONDS);
    }
  }

  /** Beats that went through have moved the deadline; one that hangs has not. */
  private void judge() {
    long left = lastBeat + patienceNanos - System.nanoTime();
    if (left > 0) {
      waitForBeats(left);
    } else {
      stop(Stopped.LOST);
    }
  }

  /** What the server said; the completion client wraps its answer as the cause of a failure. */
  private static Stopped told(Throwable refused) {
    for (Throwable t = refused; t != null; t = t.getCause()) {
      if (t instanceof ActivityCanceledException) {
        return Stopped.CANCELLED;
      }
      if (t instanceof ActivityNotExistsException
          || t instanceof ActivityResetException
          || t instanceof ActivityPausedException) {
        return Stopped.LOST;
      }
    }
    return Stopped.NOT;
  }

  /** After this the step's thread is never interrupted by us again. */
  @Override
  public void close() {
    beats.cancel(false);
    CURRENT.remove();
    synchronized (this) {
      ended = true;
      deadline.cancel(false);
      if (stopped != Stopped.NOT) {
        Thread.interrupted();
      }
    }
  }
}
