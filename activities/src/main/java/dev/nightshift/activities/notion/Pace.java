package dev.nightshift.activities.notion;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.file.Locks;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Lets one question go after another, never sooner than this apart, whoever asks: the next free
 * moment is in a file of the home, which its workers share.
 */
final class Pace {
  /** So far ahead is no queue of ours: the clock was set back. */
  private static final Duration FURTHEST = Duration.ofMinutes(5);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path file;
  private final Duration apart;
  private final InstantSource clock;
  private final Consumer<Duration> wait;

  Pace(Path file, Duration apart) {
    this(file, apart, InstantSource.system(), Pace::sleep);
  }

  Pace(Path file, Duration apart, InstantSource clock, Consumer<Duration> wait) {
    this.file = file;
    this.apart = apart;
    this.clock = clock;
    this.wait = wait;
  }

  void await() {
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    try {
      Instant mine = Locks.alone(lock, PATIENCE, this::place);
      wait.accept(Duration.between(clock.instant(), mine));
    } catch (IOException full) {
      throw Folders.failure("Notion's pace cannot be kept in " + file, full);
    }
  }

  private Instant place() throws IOException {
    Instant now = clock.instant();
    Instant next = next();
    boolean free = next.isBefore(now) || next.isAfter(now.plus(FURTHEST));
    Instant mine = free ? now : next;
    Files.writeString(file, mine.plus(apart).toString());
    return mine;
  }

  /** A file that was cut off by a crash holds nobody up. */
  private Instant next() throws IOException {
    try {
      return Instant.parse(Files.readString(file).strip());
    } catch (NoSuchFileException | DateTimeException none) {
      return Instant.EPOCH;
    }
  }

  private static void sleep(Duration time) {
    try {
      new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw ErrorKind.INTERRUPTED.failure("stopped while it waited to ask Notion", stopped);
    }
  }
}
