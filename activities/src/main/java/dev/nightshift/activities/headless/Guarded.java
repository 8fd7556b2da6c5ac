package dev.nightshift.activities.headless;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.workflows.values.Policy;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files of a project that steer agents, hooks and pipelines, as they are in its base: whatever
 * an agent did to them is undone, and what it added of their kind is removed.
 */
final class Guarded {
  private final Path project;
  private final Map<Path, byte[]> files = new TreeMap<>();
  private final Map<Path, Path> links = new TreeMap<>();
  private final Map<Path, Set<PosixFilePermission>> modes = new TreeMap<>();

  private Guarded(Path project) {
    this.project = project;
  }

  /** As they are now. */
  static Guarded of(Path project) throws IOException {
    Guarded guarded = new Guarded(project);
    for (Path top : guarded.tops()) {
      Files.walkFileTree(top, guarded.new Remembering());
    }
    return guarded;
  }

  /** True where an agent made a repository of the folder: its commits are nobody's. */
  boolean hasOwnCommits() {
    return Files.isDirectory(project.resolve(".git/objects"), LinkOption.NOFOLLOW_LINKS);
  }

  void restore() throws IOException {
    for (Path top : tops()) {
      Folders.permit(top.getParent());
      Folders.delete(top);
    }
    for (Map.Entry<Path, byte[]> file : files.entrySet()) {
      if (isReached(file.getKey())) {
        Files.write(file.getKey(), file.getValue());
        Files.setPosixFilePermissions(file.getKey(), modes.get(file.getKey()));
      }
    }
    for (Map.Entry<Path, Path> link : links.entrySet()) {
      if (isReached(link.getKey())) {
        Files.createSymbolicLink(link.getKey(), link.getValue());
      }
    }
  }

  /** Through folders alone: by a link in their place we would write where the agent may not. */
  private boolean isReached(Path file) throws IOException {
    Path folder = project;
    Folders.permit(folder);
    for (Path name : project.relativize(file.getParent())) {
      folder = folder.resolve(name);
      if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(folder);
      }
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
      Folders.permit(folder);
    }
    return true;
  }

  private List<Path> tops() throws IOException {
    List<Path> tops = new ArrayList<>();
    Files.walkFileTree(
        project,
        Set.of(),
        Extent.DEEPEST,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            return isGuarded(path) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            isGuarded(path);
            return FileVisitResult.CONTINUE;
          }

          /** What cannot be looked into can be no part of a patch. */
          @Override
          public FileVisitResult visitFileFailed(Path path, IOException unreadable) {
            isGuarded(path);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path path, IOException unreadable) {
            return FileVisitResult.CONTINUE;
          }

          private boolean isGuarded(Path path) {
            boolean guarded = !path.equals(project) && Policy.steers("" + path.getFileName());
            if (guarded) {
              tops.add(path);
            }
            return guarded;
          }
        });
    return tops;
  }

  private final class Remembering extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
      if (attributes.isSymbolicLink()) {
        links.put(path, Files.readSymbolicLink(path));
      } else if (attributes.isRegularFile()) {
        files.put(path, Files.readAllBytes(path));
        modes.put(path, Files.getPosixFilePermissions(path));
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
