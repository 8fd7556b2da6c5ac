package dev.nightshift.activities.dbt;

import dev.nightshift.activities.file.Folders;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/** Packages as they were fetched: a night's many jobs fetch them once. */
record PackageShelf(Path root) {
  /** Longer than any flow is open, and short enough that the shelf stays small. */
  private static final Duration KEPT = Duration.ofDays(14);

  /** Lays them out; false where they are not on the shelf. */
  boolean layOut(String key, Path folder) throws IOException {
    Path kept = root.resolve(key);
    if (!Files.isDirectory(kept, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Files.setLastModifiedTime(kept, FileTime.from(Instant.now()));
    Folders.copy(kept, folder);
    return true;
  }

  /** Keeps them, but for such as have links in them: what these lead to is not theirs. */
  void keep(String key, Path folder) throws IOException {
    if (Files.isDirectory(root.resolve(key)) || holdsLinks(folder)) {
      return;
    }
    Folders.make(root);
    sweep();
    Path fresh = Files.createTempDirectory(root, ".new");
    try {
      Folders.copy(folder, fresh.resolve("packages"));
      Files.move(fresh.resolve("packages"), root.resolve(key), StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException another) {
      // Another job was first; and a full disk costs no more than the next job's fetching.
      Folders.delete(fresh.resolve("packages"));
    } finally {
      Folders.delete(fresh);
    }
  }

  private void sweep() throws IOException {
    Instant oldest = Instant.now().minus(KEPT);
    try (DirectoryStream<Path> all = Files.newDirectoryStream(root)) {
      for (Path one : all) {
        if (Files.getLastModifiedTime(one).toInstant().isBefore(oldest)) {
          Folders.delete(one);
        }
      }
    }
  }

  private static boolean holdsLinks(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      return all.anyMatch(Files::isSymbolicLink);
    }
  }
}
