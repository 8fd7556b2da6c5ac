package dev.nightshift.activities.artifacts;

import dev.nightshift.workflows.durable.ErrorKind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * Something that is made on another processor while the caller does something else: two large files
 * are read in the time of the larger.
 */
final class Meanwhile<T> {
  private final CompletableFuture<T> made;

  private Meanwhile(CompletableFuture<T> made) {
    this.made = made;
  }

  static <T> Meanwhile<T> of(Supplier<T> making) {
    return new Meanwhile<>(CompletableFuture.supplyAsync(making));
  }

  /** Waits for it, and fails as the making of it did. */
  T get() {
    try {
      return made.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException why) {
        throw why;
      }
      throw ErrorKind.BROKEN.failure("The artifacts could not be read.", failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw ErrorKind.UNAVAILABLE.failure("Reading the artifacts was stopped.", stopped);
    }
  }
}
