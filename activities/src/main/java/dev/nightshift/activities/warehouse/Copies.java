package dev.nightshift.activities.warehouse;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.home.Home;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The copies of production that diagnoses read. They hold its rows unmasked, so they go when nobody
 * has opened them for a while, also where their project is configured no more.
 */
public final class Copies {
  private static final String FRESH = "fresh";
  private static final String GONE = "gone";

  private final Path root;
  private final InstantSource clock;

  public Copies(Home home, InstantSource clock) {
    this.root = home.root().resolve("snapshots");
    this.clock = clock;
  }

  Path of(String project) {
    return root.resolve(Snapshot.key(project));
  }

  Path fresh(String project) throws IOException {
    return Files.createTempDirectory(Folders.make(of(project)), FRESH);
  }

  /**
   * Whoever opens one says so first: then it stays as long as a question can take. Of a folder that
   * somebody emptied in the meantime nothing can be opened.
   */
  boolean opens(Path copy) throws IOException {
    try {
      Files.setLastModifiedTime(copy.getParent(), FileTime.from(clock.instant()));
      return Files.isRegularFile(copy);
    } catch (NoSuchFileException none) {
      return false;
    }
  }

  /**
   * Removes what was opened last before that, and what a worker left half made. Who reads it still
   * has its files until they close.
   */
  public int evict(Duration unopened) {
    Instant oldest = clock.instant().minus(unopened);
    int evicted = 0;
    for (Path project : below(root)) {
      for (Path folder : below(project)) {
        if (isBefore(folder, oldest) && isRemoved(folder)) {
          evicted++;
        }
      }
    }
    return evicted;
  }

  /** A copy that somebody still reads stays theirs until they close it. */
  void removeOthers(Path fresh) {
    below(fresh.getParent()).stream()
        .filter(folder -> !folder.equals(fresh))
        .forEach(Copies::isRemoved);
  }

  /** It is moved away in one step, so that nobody finds a part of it. */
  private static boolean isRemoved(Path folder) {
    try {
      Path away = Files.createTempDirectory(folder.getParent(), GONE);
      Files.move(folder, away.resolve(folder.getFileName()));
      Folders.delete(away);
      return true;
    } catch (NoSuchFileException another) {
      return false;
    } catch (IOException stuck) {
      throw ErrorKind.UNAVAILABLE.failure("the copy " + folder + " cannot be removed", stuck);
    }
  }

  private static boolean isBefore(Path folder, Instant oldest) {
    try {
      return Files.getLastModifiedTime(folder).toInstant().isBefore(oldest);
    } catch (IOException gone) {
      return false;
    }
  }

  private static List<Path> below(Path folder) {
    List<Path> found = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      all.forEach(found::add);
      return found;
    } catch (IOException unreadable) {
      throw ErrorKind.UNAVAILABLE.failure(folder + " cannot be listed", unreadable);
    }
  }
}
