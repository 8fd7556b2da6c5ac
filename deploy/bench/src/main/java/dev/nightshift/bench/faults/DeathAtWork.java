package dev.nightshift.bench.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Dies as soon as a dbt of this worker is at work: it stands in a checkout then. */
final class DeathAtWork {
  /** A warm job is over within a second. */
  private static final Duration BETWEEN = Duration.ofMillis(2);

  private final Path checkouts;

  DeathAtWork(Path checkouts) {
    this.checkouts = checkouts;
  }

  /** Begins to look; whoever calls starts dbt then. */
  void watch() {
    Thread thread =
        new Thread(
            () -> {
              while (ProcessHandle.current().descendants().noneMatch(this::isAtWork)) {
                LockSupport.parkNanos(BETWEEN.toNanos());
              }
              Death.now();
            },
            "death at work");
    thread.setDaemon(true);
    thread.start();
  }

  /** A keeper stands in its own /tmp, and bubblewrap at the root until dbt is about to begin. */
  private boolean isAtWork(ProcessHandle one) {
    try {
      Path process = Path.of("/proc", String.valueOf(one.pid()));
      return Files.readSymbolicLink(process.resolve("cwd")).startsWith(checkouts);
    } catch (IOException gone) {
      return false;
    }
  }
}
