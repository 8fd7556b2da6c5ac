package dev.nightshift.activities.process;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.workflows.durable.ErrorKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** One piece of running work from its start to its end. */
final class Watch implements AutoCloseable {
  /** Often enough that a cancelled process dies while somebody looks at it. */
  private static final Duration BEAT = Duration.ofSeconds(1);

  private static final Duration PATIENCE_FOR_STREAMS = Duration.ofSeconds(5);

  private final Command command;
  private final Running running;
  private final Pump out;
  private final Pump err;
  private final long begun = System.nanoTime();

  Watch(Command command, Running running) {
    this.command = command;
    this.running = running;
    Path folder = command.output();
    out =
        new Pump(
            "stdout of " + running.name(),
            running.stdout(),
            folder == null ? null : folder.resolve("stdout"),
            command.lines());
    err =
        new Pump(
            "stderr of " + running.name(),
            running.stderr(),
            folder == null ? null : folder.resolve("stderr"),
            LineListener.DEAF);
  }

  Outcome untilEnd(Alive alive) {
    out.start();
    err.start();
    try {
      Outcome.Ending ending = waited(alive);
      // Its own end or ours: nothing of it stays behind.
      running.kill();
      int exitCode = ending == Outcome.Ending.EXITED ? running.exitCode() : 137;
      Outcome.Said stdout = out.finish(PATIENCE_FOR_STREAMS);
      Outcome.Said stderr = err.finish(PATIENCE_FOR_STREAMS);
      complain();
      return new Outcome(ending, exitCode, stdout, stderr, took());
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
      throw ErrorKind.INTERRUPTED.failure(
          command.argv().get(0) + " was stopped because its step was cancelled.", asked);
    }
  }

  private Outcome.Ending waited(Alive alive) throws InterruptedException {
    while (true) {
      Duration left = command.deadline().minus(took());
      if (running.endedWithin(left.compareTo(BEAT) < 0 ? positive(left) : BEAT)) {
        return running.wasLate() ? Outcome.Ending.DEADLINE : Outcome.Ending.EXITED;
      }
      if (took().compareTo(command.deadline()) >= 0) {
        return Outcome.Ending.DEADLINE;
      }
      if (heldOnDisk() > command.allowance().bytes()) {
        return Outcome.Ending.DISK;
      }
      if (running.memoryBytes() > command.allowance().memoryBytes()) {
        return Outcome.Ending.MEMORY;
      }
      complain();
      alive.beat(command.lines().progress());
    }
  }

  private static Duration positive(Duration left) {
    return left.isNegative() ? Duration.ZERO : left;
  }

  private long heldOnDisk() {
    return command.allowance().folders().stream()
        .filter(Files::exists)
        .mapToLong(Folders::size)
        .sum();
  }

  private void complain() {
    if (out.failure() != null) {
      throw out.failure();
    }
  }

  private Duration took() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  @Override
  public void close() {
    running.kill();
  }
}
