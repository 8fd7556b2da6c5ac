package dev.nightshift.activities.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Removes what a job has left, whatever it did to its folders: some that it may not enter itself,
 * and some in each other so deep that no path leads to the innermost.
 */
final class Removal extends SimpleFileVisitor<Path> {
  /** Each folder on the way is open meanwhile. */
  private static final int DEEPEST = 100;

  private final Path root;
  private final Set<Path> permitted = new HashSet<>();
  private boolean again;

  Removal(Path root) {
    this.root = root;
  }

  static void of(Path root) throws IOException {
    Removal removal = new Removal(root);
    do {
      removal.again = false;
      Files.walkFileTree(root, removal);
    } while (removal.again);
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
      throws IOException {
    Folders.permit(folder);
    if (folder.getNameCount() - root.getNameCount() < DEEPEST) {
      return FileVisitResult.CONTINUE;
    }
    Files.move(folder, root.resolve("" + UUID.randomUUID()));
    again = true;
    return FileVisitResult.SKIP_SUBTREE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    Files.deleteIfExists(file);
    return FileVisitResult.CONTINUE;
  }

  /** A folder that cannot be listed is none that is visited. */
  @Override
  public FileVisitResult visitFileFailed(Path path, IOException failed) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return FileVisitResult.CONTINUE;
    }
    boolean first = failed instanceof AccessDeniedException && permitted.add(path);
    if (!first || !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw failed;
    }
    Folders.permit(path);
    Files.walkFileTree(path, this);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, IOException failed) throws IOException {
    if (failed != null) {
      throw failed;
    }
    if (!again || !folder.equals(root)) {
      Files.deleteIfExists(folder);
    }
    return FileVisitResult.CONTINUE;
  }
}
