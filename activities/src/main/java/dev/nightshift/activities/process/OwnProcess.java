package dev.nightshift.activities.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A process that we started, with all that came of it. */
record OwnProcess(Process process, Tree tree) implements Running {

  @Override
  public String name() {
    return String.valueOf(process.pid());
  }

  @Override
  public InputStream stdout() {
    return process.getInputStream();
  }

  @Override
  public InputStream stderr() {
    return process.getErrorStream();
  }

  @Override
  public boolean endedWithin(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public long memoryBytes() {
    return tree.memoryBytes();
  }

  @Override
  public void kill() {
    tree.sweep();
  }

  /** Longer input than a pipe holds would block on a process that reads late: its own thread. */
  void tell(Command.Input input) {
    if (input == Command.Input.NOTHING) {
      return;
    }
    Thread teller =
        new Thread(
            () -> {
              try (var stdin = process.getOutputStream()) {
                input.tell(stdin);
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
}
