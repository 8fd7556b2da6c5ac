package dev.nightshift.activities.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.StampedLock;

/**
 * One lock file as this JVM sees it: its threads, and the one operating system lock they share.
 * Nothing else may open the file: closing any other descriptor of it would release the lock. It is
 * never removed: a lock on a removed file would exclude nobody.
 */
final class SharedFile {
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Path path;
  private final StampedLock threads = new StampedLock();
  private int users;
  private int holders;
  private FileChannel channel;

  SharedFile(Path path) {
    this.path = path;
  }

  /** Both are called within the map's computation, which makes them atomic. */
  SharedFile enter() {
    users++;
    return this;
  }

  boolean leave() {
    users--;
    return users == 0;
  }

  /** The stamp to release with, or 0 when others held it all the while. */
  long acquire(Duration patience, boolean alone) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    long stamp =
        alone
            ? threads.tryWriteLock(patience.toNanos(), TimeUnit.NANOSECONDS)
            : threads.tryReadLock(patience.toNanos(), TimeUnit.NANOSECONDS);
    if (stamp == 0) {
      return 0;
    }
    boolean held = false;
    try {
      held = enterProcess(deadline, alone);
      return held ? stamp : 0;
    } finally {
      if (!held) {
        threads.unlock(stamp);
      }
    }
  }

  void release(long stamp, boolean alone) {
    synchronized (this) {
      holders--;
      if (holders == 0) {
        closeChannel();
      }
    }
    threads.unlock(stamp);
  }

  private synchronized boolean enterProcess(long deadline, boolean alone)
      throws IOException, InterruptedException {
    if (holders == 0 && !lockFile(deadline, alone)) {
      return false;
    }
    holders++;
    return true;
  }

  private boolean lockFile(long deadline, boolean alone) throws IOException, InterruptedException {
    while (true) {
      channel = open();
      FileLock lock = channel.tryLock(0, Long.MAX_VALUE, !alone);
      if (lock != null) {
        return true;
      }
      closeChannel();
      if (System.nanoTime() >= deadline) {
        return false;
      }
      TimeUnit.NANOSECONDS.sleep(POLL_NANOS);
    }
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(
        path,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
        Folders.ownerOnly());
  }

  private void closeChannel() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing the lock " + path, e);
    }
  }
}
