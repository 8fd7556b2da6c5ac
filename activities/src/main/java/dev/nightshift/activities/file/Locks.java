package dev.nightshift.activities.file;

import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Locks on files, between threads and between processes. A lock dies with its process, so that a
 * killed one blocks nobody. They are not reentrant.
 */
public final class Locks {
  /** The JDK's file locks belong to the whole JVM: threads settle among themselves first. */
  private static final Map<Path, SharedFile> FILES = new ConcurrentHashMap<>();

  private Locks() {}

  /** What is done while a lock is held. */
  @FunctionalInterface
  public interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /** Does the work alone. */
  public static <T, E extends Exception> T alone(Path file, Duration patience, Work<T, E> work)
      throws E {
    Hold hold = exclusive(file, patience);
    try {
      return work.run();
    } finally {
      hold.close();
    }
  }

  /** Does the work beside others that do not work alone. */
  public static <T, E extends Exception> T together(Path file, Duration patience, Work<T, E> work)
      throws E {
    Hold hold = held(file, patience, false).orElseThrow(() -> busy(file, patience));
    try {
      return work.run();
    } finally {
      hold.close();
    }
  }

  /**
   * Alone until closed; fails as UNAVAILABLE when others keep it for longer than {@code patience}.
   */
  public static Hold exclusive(Path file, Duration patience) {
    return held(file, patience, true).orElseThrow(() -> busy(file, patience));
  }

  /** Alone and at once, or not at all. */
  public static Optional<Hold> tryExclusive(Path file) {
    return held(file, Duration.ZERO, true);
  }

  private static Optional<Hold> held(Path file, Duration patience, boolean alone) {
    Path path = realPath(file);
    SharedFile entry =
        FILES.compute(path, (p, known) -> (known == null ? new SharedFile(p) : known).enter());
    boolean acquired = false;
    try {
      long stamp = entry.acquire(patience, alone);
      acquired = stamp != 0;
      return acquired ? Optional.of(new Release(path, entry, stamp, alone)) : Optional.empty();
    } catch (IOException e) {
      throw ErrorKind.UNAVAILABLE.failure(
          "the lock " + path + " cannot be used: " + Folders.why(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ErrorKind.INTERRUPTED.failure("stopped while waiting for the lock " + path, e);
    } finally {
      if (!acquired) {
        leave(path);
      }
    }
  }

  /** The same file by two names would be two locks. */
  private static Path realPath(Path file) {
    Path folder = Folders.make(file.toAbsolutePath().normalize().getParent());
    try {
      return folder.toRealPath().resolve(file.getFileName());
    } catch (IOException e) {
      throw ErrorKind.UNAVAILABLE.failure(
          "the lock " + file + " cannot be used: " + Folders.why(e), e);
    }
  }

  private static void leave(Path path) {
    FILES.compute(path, (p, known) -> known == null || known.leave() ? null : known);
  }

  private static RuntimeException busy(Path file, Duration patience) {
    return ErrorKind.UNAVAILABLE.failure(
        "another process has held the lock " + file + " for " + patience.toSeconds() + " s");
  }

  private static final class Release implements Hold {
    private final Path path;
    private final SharedFile entry;
    private final long stamp;
    private final boolean alone;
    private boolean closed;

    Release(Path path, SharedFile entry, long stamp, boolean alone) {
      this.path = path;
      this.entry = entry;
      this.stamp = stamp;
      this.alone = alone;
    }

    @Override
    public synchronized void close() {
      if (closed) {
        return;
      }
      closed = true;
      entry.release(stamp, alone);
      leave(path);
    }
  }
}
