package dev.nightshift.activities.process;

import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which process runs for which piece of work on this host, in files, so that another worker's newer
 * attempt finds and kills what an older one left: a lost heartbeat does not stop a process.
 */
final class Register {
  private static final Logger log = LoggerFactory.getLogger(Register.class);

  /** Java forbids two locks of one file in one process, so threads queue here first. */
  private static final ReentrantLock IN_PROCESS = new ReentrantLock();

  private static final long NO_PROCESS = -1;

  private final Path folder;

  Register(Path folder) {
    this.folder = folder;
  }

  /** The door is null for a process of our own. */
  private record Entry(long pid, String birth, String mark, int number, Path door) {}

  /** Kills the older attempt, starts the newer and writes it down, all under one lock. */
  Tree begin(Attempt attempt, String mark, Supplier<Tree> start) {
    return locked(
        () -> {
          Path file = endOlder(attempt);
          // Before it is there: a worker killed in the next moment must have left its mark.
          write(file, new Entry(NO_PROCESS, "", mark, attempt.number(), null));
          Tree tree = start.get();
          ProcessHandle leader = tree.leader();
          String birth = ProcessTable.birth(leader);
          write(file, new Entry(leader.pid(), birth, mark, attempt.number(), null));
          return tree;
        });
  }

  /** The same for what is ordered afterwards: one that is ended before it begins never does. */
  void begin(Attempt attempt, Errand errand) {
    locked(
        () -> {
          Path file = endOlder(attempt);
          write(file, new Entry(NO_PROCESS, "", errand.name(), attempt.number(), errand.door()));
          return file;
        });
  }

  private Path endOlder(Attempt attempt) {
    Path file = file(attempt);
    Entry older = read(file);
    if (older != null && isRunning(older)) {
      if (older.number() > attempt.number()) {
        throw ErrorKind.INTERRUPTED.failure(
            "A newer attempt at " + attempt.key() + " already runs on this host.");
      }
      log.info("killing attempt {} of {}", older.number(), attempt.key());
      kill(older);
    }
    return file;
  }

  private static void kill(Entry entry) {
    if (entry.door() != null) {
      errand(entry).end();
    } else {
      tree(entry).kill();
    }
  }

  /** Forgets the attempt; false when a newer one has taken its place. */
  boolean end(Attempt attempt, String mark) {
    return locked(
        () -> {
          Path file = file(attempt);
          Entry now = read(file);
          if (now == null || !now.mark().equals(mark)) {
            return false;
          }
          delete(file);
          return true;
        });
  }

  private static boolean isRunning(Entry entry) {
    if (entry.door() != null) {
      return errand(entry).mayRun();
    }
    return leader(entry).isPresent() || !ProcessTable.strays(NO_PROCESS, entry.mark()).isEmpty();
  }

  private static Errand errand(Entry entry) {
    return new Errand(entry.door(), entry.mark());
  }

  private static Optional<ProcessHandle> leader(Entry entry) {
    return Optional.of(entry.pid())
        .filter(pid -> pid != NO_PROCESS)
        .flatMap(ProcessHandle::of)
        .filter(process -> ProcessTable.birth(process).equals(entry.birth()));
  }

  /** A leader that is gone is stood in for by any stray: the mark finds the rest. */
  private static Tree tree(Entry entry) {
    ProcessHandle leader =
        leader(entry)
            .orElseGet(() -> ProcessTable.strays(NO_PROCESS, entry.mark()).iterator().next());
    return new Tree(leader, entry.mark());
  }

  private Path file(Attempt attempt) {
    return folder.resolve(Names.hash(attempt.key()) + ".json");
  }

  private static Entry read(Path file) {
    try {
      return Files.exists(file)
          ? Converter.json().readValue(Files.readAllBytes(file), Entry.class)
          : null;
    } catch (IOException cutOff) {
      log.warn("{} is not readable and is written anew", file, cutOff);
      return null;
    }
  }

  private static void write(Path file, Entry entry) {
    try {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, Converter.json().writeValueAsString(entry), StandardCharsets.UTF_8);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException full) {
      throw new UncheckedIOException(file + " cannot be written", full);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException stuck) {
      throw new UncheckedIOException(file + " cannot be deleted", stuck);
    }
  }

  private <T> T locked(Supplier<T> work) {
    // Whoever was interrupted cannot lock a file, but has an end to write down all the same.
    boolean interrupted = Thread.interrupted();
    IN_PROCESS.lock();
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        log.trace("holding {}", lock);
        return work.get();
      }
    } catch (IOException unusable) {
      throw ErrorKind.UNAVAILABLE.failure(
          "The folder " + folder + " of running attempts cannot be used; check the disk.",
          unusable);
    } finally {
      IN_PROCESS.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
