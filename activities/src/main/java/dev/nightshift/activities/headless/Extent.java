package dev.nightshift.activities.headless;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;

/** How much a project holds in which a patch could be hidden: bytes, and files and folders. */
record Extent(long bytes, long entries) {
  /** Of what is deeper no patch is made. */
  static final int DEEPEST = 64;

  private static final long LARGEST_GROWTH = 16 << 20;

  /** A patch of so many files nobody reads, and it costs more to look for it than to make it. */
  private static final long MOST_NEW = 10_000;

  /** What is no part of a patch may be large. */
  private static final Set<String> NOT_COUNTED =
      Set.of(".git", "target", "logs", "dbt_packages", "dbt_modules");

  static Extent of(Path project) throws IOException {
    return of(project, Long.MAX_VALUE);
  }

  private static Extent of(Path project, long most) throws IOException {
    Sum sum = new Sum(most);
    Files.walkFileTree(project, Set.of(), DEEPEST, sum);
    return new Extent(sum.bytes, sum.entries);
  }

  /** Why what the project grew by is no change that anybody could review; empty where it may be. */
  Optional<String> beyond(Path project) throws IOException {
    Extent now = of(project, entries + MOST_NEW);
    if (now.entries - entries > MOST_NEW) {
      return Optional.of("there are more than " + MOST_NEW + " new files");
    }
    return now.bytes - bytes > LARGEST_GROWTH
        ? Optional.of("the files that it wrote have more than " + LARGEST_GROWTH + " bytes")
        : Optional.empty();
  }

  private static final class Sum extends SimpleFileVisitor<Path> {
    private final long most;
    private long bytes;
    private long entries;

    Sum(long most) {
      this.most = most;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
      entries++;
      return NOT_COUNTED.contains("" + path.getFileName())
          ? FileVisitResult.SKIP_SUBTREE
          : unlessEnough();
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
      entries++;
      bytes += attributes.size();
      return unlessEnough();
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException unreadable) {
      entries++;
      return unlessEnough();
    }

    /** What vanishes while it is counted does not count. */
    @Override
    public FileVisitResult postVisitDirectory(Path path, IOException vanished) {
      return unlessEnough();
    }

    private FileVisitResult unlessEnough() {
      return entries > most ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }
  }
}
