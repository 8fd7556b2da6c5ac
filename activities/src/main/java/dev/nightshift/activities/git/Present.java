package dev.nightshift.activities.git;

import dev.nightshift.activities.file.Restless;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;

/**
 * What is in a folder now, where somebody in a cage may be at work. Of a link only its own text is
 * read, by the whole path: who exchanges a folder above it shows us the text of another link, and
 * never a file.
 */
final class Present implements AutoCloseable {
  /** So many files in one folder are no code. */
  private static final int MOST_NAMES = 100_000;

  private final Restless files;

  private Present(Restless files) {
    this.files = files;
  }

  /** While somebody works in it. */
  static Present soFar(Path root) {
    try {
      return new Present(Restless.in(root));
    } catch (IOException e) {
      throw failure(root, "", e);
    }
  }

  /** When nobody does any more. */
  static Present left(Path root) {
    try {
      return new Present(Restless.left(root));
    } catch (IOException e) {
      throw failure(root, "", e);
    }
  }

  /** What is at the path: file, executable file, link, folder; MISSING for all else. */
  FileMode modeOf(String path) {
    return attributes(path).map(Present::mode).orElse(FileMode.MISSING);
  }

  private static FileMode mode(PosixFileAttributes attributes) {
    if (attributes.isSymbolicLink()) {
      return FileMode.SYMLINK;
    }
    if (attributes.isDirectory()) {
      return FileMode.TREE;
    }
    if (!attributes.isRegularFile()) {
      return FileMode.MISSING;
    }
    return attributes.permissions().contains(PosixFilePermission.OWNER_EXECUTE)
        ? FileMode.EXECUTABLE_FILE
        : FileMode.REGULAR_FILE;
  }

  /** How many bytes a file has. */
  long size(String path) {
    return attributes(path).map(PosixFileAttributes::size).orElse(0L);
  }

  private Optional<PosixFileAttributes> attributes(String path) {
    try {
      return files.attributes(path);
    } catch (IOException e) {
      throw failure(files.root(), path, e);
    }
  }

  /** All of a file, or a link's text. */
  byte[] content(String path, long most) {
    try {
      if (modeOf(path).equals(FileMode.SYMLINK)) {
        return Files.readSymbolicLink(files.root().resolve(path))
            .toString()
            .getBytes(StandardCharsets.UTF_8);
      }
      if (size(path) <= most) {
        byte[] content = files.read(path, (int) Math.min(most + 1, Integer.MAX_VALUE - 8));
        if (content.length <= most) {
          return content;
        }
      }
    } catch (IOException e) {
      throw failure(files.root(), path, e);
    }
    throw ErrorKind.TOO_LARGE.failure(
        "«" + path + "» has more than " + most + " bytes, which nobody can review");
  }

  /** Of a folder, sorted. */
  List<String> names(String path) {
    try {
      return files.names(path, MOST_NAMES);
    } catch (IOException e) {
      throw failure(files.root(), path, e);
    }
  }

  /**
   * Not an {@code IOException}: that would say that the mirror is broken. A file that may not be
   * read stays so, however often it is tried.
   */
  static RuntimeException failure(Path root, String path, IOException e) {
    return e instanceof AccessDeniedException
        ? ErrorKind.UNREADABLE.failure("«" + path + "» may not be read by the worker's user", e)
        : ErrorKind.UNAVAILABLE.failure(
            "the checkout's " + root.resolve(path) + " cannot be used: " + e, e);
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
