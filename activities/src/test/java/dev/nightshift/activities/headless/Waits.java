package dev.nightshift.activities.headless;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Waiting for what happens meanwhile, with a bound. */
final class Waits {
  private static final Duration BOUND = Duration.ofSeconds(20);

  private Waits() {}

  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + BOUND.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("did not come true within " + BOUND);
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  static Path forFile(Path folder, String name) throws IOException {
    Path[] found = new Path[1];
    until(
        () -> {
          try (Stream<Path> all = Files.walk(folder, 2)) {
            found[0] = all.filter(one -> one.endsWith(name)).findFirst().orElse(null);
            return found[0] != null;
          } catch (IOException | UncheckedIOException moving) {
            return false;
          }
        });
    return found[0];
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      return "";
    }
  }
}
