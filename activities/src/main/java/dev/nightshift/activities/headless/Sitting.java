package dev.nightshift.activities.headless;

import dev.nightshift.activities.process.Command;
import dev.nightshift.activities.process.Outcome;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.workflows.durable.ErrorKind;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * An agent at its work, from its start until nothing of it is left: by itself, or because it said
 * its last line and lingers, was silent for too long or went in circles, or was cancelled. Then it
 * is interrupted as by Ctrl-C, and killed with its cage where that does not help.
 */
final class Sitting {
  private static final Duration GLANCE = Duration.ofMillis(100);

  /** Codex stays for five seconds after its last line. */
  private static final Duration LINGERING = Duration.ofSeconds(1);

  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration PATIENCE_FOR_DEATH = Duration.ofSeconds(20);

  private final Hearing hearing;
  private final Silence silence;
  private final Duration longestSilence;
  private final Control control;
  private final BooleanSupplier circles;
  private final FutureTask<Outcome> run;
  private final Thread thread;

  Sitting(
      Processes processes,
      Command command,
      Hearing hearing,
      Silence silence,
      Duration longestSilence,
      Control control,
      BooleanSupplier circles) {
    this.circles = circles;
    this.hearing = hearing;
    this.silence = silence;
    this.longestSilence = longestSilence;
    this.control = control;
    run = new FutureTask<>(() -> processes.run(command.with(hearing), detail -> {}));
    thread = Threads.named("agent", run);
  }

  /** What ended it. */
  enum Stop {
    ENDED,
    LATE,
    FULL,
    HUNGRY,
    SILENT,
    CIRCLES
  }

  /** What stopped it, and its last words on standard error. */
  record Ended(Stop stop, String said) {}

  /** {@code beat} runs on this thread all the while; INTERRUPTED where this thread is. */
  Ended untilEnd(Runnable beat) {
    silence.broken();
    thread.start();
    try {
      while (true) {
        try {
          return ended(run.get(GLANCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException works) {
          if (hearing.told().ended()) {
            return lingered();
          }
          if (silence.lasts(longestSilence)) {
            interrupt(GRACE);
            return new Ended(Stop.SILENT, "");
          }
          if (circles.getAsBoolean()) {
            interrupt(GRACE);
            return new Ended(Stop.CIRCLES, "");
          }
          beat.run();
        }
      }
    } catch (ExecutionException failed) {
      throw failure(failed);
    } catch (InterruptedException asked) {
      interruptOnce();
      Thread.currentThread().interrupt();
      throw ErrorKind.INTERRUPTED.failure(
          "The agent was stopped because its step was cancelled.", asked);
    } finally {
      end();
    }
  }

  private Ended lingered() throws InterruptedException, ExecutionException {
    try {
      return ended(run.get(LINGERING.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException lingers) {
      return new Ended(Stop.ENDED, "");
    }
  }

  private void interrupt(Duration grace) throws InterruptedException {
    hearing.stop(control);
    long end = System.nanoTime() + grace.toNanos();
    while (System.nanoTime() < end && !hearing.told().ended()) {
      if (isOver(GLANCE)) {
        return;
      }
    }
    if (!isOver(hearing.told().ended() ? LINGERING : Duration.ZERO)) {
      // It is killed then.
      thread.interrupt();
    }
  }

  private boolean isOver(Duration within) throws InterruptedException {
    try {
      run.get(within.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException stays) {
      return false;
    } catch (ExecutionException failed) {
      return true;
    }
  }

  /** Whoever is asked a second time to stop does not wait. */
  private void interruptOnce() {
    try {
      interrupt(GRACE);
    } catch (InterruptedException again) {
      thread.interrupt();
    }
  }

  private static Ended ended(Outcome outcome) {
    Stop stop =
        switch (outcome.ending()) {
          case EXITED -> Stop.ENDED;
          case DEADLINE -> Stop.LATE;
          case DISK -> Stop.FULL;
          case MEMORY -> Stop.HUNGRY;
        };
    return new Ended(stop, outcome.stderr().last(500));
  }

  private static RuntimeException failure(ExecutionException failed) {
    return failed.getCause() instanceof RuntimeException ours
        ? ours
        : ErrorKind.BROKEN.failure("The agent could not be run.", failed.getCause());
  }

  /** When this returns, nothing of it is left. */
  private void end() {
    boolean interrupted = Thread.interrupted();
    thread.interrupt();
    try {
      thread.join(PATIENCE_FOR_DEATH.toMillis());
    } catch (InterruptedException again) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
