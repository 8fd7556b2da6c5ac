package dev.nightshift.activities.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** What folders hold, in bytes, while somebody writes into them. */
final class Weight extends SimpleFileVisitor<Path> {
  private long bytes;

  private Weight() {}

  static long of(List<Path> folders) {
    Weight weight = new Weight();
    for (Path folder : folders) {
      try {
        Files.walkFileTree(folder, weight);
      } catch (IOException unreadable) {
        throw new UncheckedIOException(folder + " cannot be read", unreadable);
      }
    }
    return weight.bytes;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    bytes += attributes.size();
    return FileVisitResult.CONTINUE;
  }

  /** Files come and go under the walk. */
  @Override
  public FileVisitResult visitFileFailed(Path file, IOException gone) {
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, IOException gone) {
    return FileVisitResult.CONTINUE;
  }
}
