package dev.nightshift.activities.process;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One process from its start to its end. */
final class Watch implements AutoCloseable {
  /** Often enough that a cancelled process dies while somebody looks at it. */
  private static final Duration BEAT = Duration.ofSeconds(1);

  private static final Duration PATIENCE_FOR_STREAMS = Duration.ofSeconds(5);

  private final Command command;
  private final Process process;
  private final Tree tree;
  private final Pump out;
  private final Pump err;
  private final long begun = System.nanoTime();

  Watch(Command command, Process process, Tree tree) {
    this.command = command;
    this.process = process;
    this.tree = tree;
    Path folder = command.output();
    out =
        new Pump(
            "stdout of " + process.pid(),
            process.getInputStream(),
            folder == null ? null : folder.resolve("stdout"),
            command.lines());
    err =
        new Pump(
            "stderr of " + process.pid(),
            process.getErrorStream(),
            folder == null ? null : folder.resolve("stderr"),
            LineListener.DEAF);
  }

  Outcome untilEnd(Alive alive) {
    out.start();
    err.start();
    try {
      tell();
      Outcome.Ending ending = waited(alive);
      // Its own end or ours: nothing of the tree stays behind.
      tree.sweep();
      int exitCode = ending == Outcome.Ending.EXITED ? process.waitFor() : 137;
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
      if (process.waitFor(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
        return Outcome.Ending.EXITED;
      }
      if (took().compareTo(command.deadline()) >= 0) {
        return Outcome.Ending.DEADLINE;
      }
      if (heldOnDisk() > command.allowance().bytes()) {
        return Outcome.Ending.DISK;
      }
      complain();
      alive.beat(command.lines().progress());
    }
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

  /** Longer input than a pipe holds would block on a process that reads late: its own thread. */
  private void tell() {
    if (command.input().isEmpty()) {
      return;
    }
    Thread teller =
        new Thread(
            () -> {
              try (var stdin = process.getOutputStream()) {
                stdin.write(command.input().getBytes(StandardCharsets.UTF_8));
              } catch (IOException ended) {
                // It may stop reading when it has read enough.
                throw new UncheckedIOException(ended);
              }
            },
            "stdin of " + process.pid());
    teller.setUncaughtExceptionHandler((thread, unread) -> {});
    teller.setDaemon(true);
    teller.start();
  }

  @Override
  public void close() {
    tree.sweep();
  }
}
