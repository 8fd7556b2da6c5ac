package dev.nightshift.activities.file;

import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Files below a folder in which somebody in a cage may still be at work, who may exchange each of
 * them for anything else while it is looked at. They are reached from one open folder to the next:
 * no link leads out, and no pipe holds anybody up.
 */
public final class Restless implements AutoCloseable {
  /** Each folder on the way stays open, and a worker has not so many files to open. */
  private static final int DEEPEST = 64;

  private static final Set<OpenOption> WRITING =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  private static final Set<OpenOption> READING =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private final Path root;
  private final boolean alone;
  private final List<Entered> way = new ArrayList<>();

  /** A folder by its path below the root, which is empty for itself. */
  private record Entered(String path, SecureDirectoryStream<Path> folder) {
    boolean holds(String other) {
      return path.isEmpty() || other.equals(path) || other.startsWith(path + "/");
    }
  }

  Restless(Path root, SecureDirectoryStream<Path> folder, boolean alone) {
    this.root = root;
    this.alone = alone;
    way.add(new Entered("", folder));
  }

  /** While somebody is at work in it. What the worker may not write, it does not read then. */
  public static Restless in(Path root) throws IOException {
    return new Restless(root, opened(root), false);
  }

  /** Where nobody is at work in it any more. */
  public static Restless left(Path root) throws IOException {
    return new Restless(root, opened(root), true);
  }

  private static SecureDirectoryStream<Path> opened(Path root) throws IOException {
    DirectoryStream<Path> folder =
        root.getFileSystem().provider().newDirectoryStream(root, entry -> true);
    if (folder instanceof SecureDirectoryStream<Path> secure) {
      return secure;
    }
    folder.close();
    return new PlainFolder(root);
  }

  public Path root() {
    return root;
  }

  /** What is at the path; empty where nothing is, or where folders alone do not lead there. */
  public Optional<PosixFileAttributes> attributes(String path) throws IOException {
    Optional<SecureDirectoryStream<Path>> folder = folder(above(path));
    return folder.isEmpty() ? Optional.empty() : seen(folder.get(), name(path));
  }

  /** The beginning of a file that is there; nothing of a pipe. */
  public byte[] read(String path, int most) throws IOException {
    SecureDirectoryStream<Path> folder =
        folder(above(path)).orElseThrow(() -> new NoSuchFileException(path));
    try {
      return read(folder, name(path), most);
    } catch (AccessDeniedException mayNotBeWritten) {
      boolean isFile =
          seen(folder, name(path)).filter(BasicFileAttributes::isRegularFile).isPresent();
      if (alone && isFile) {
        return read(folder, name(path), most, READING);
      }
      throw mayNotBeWritten;
    }
  }

  /** The names in a folder, sorted; none where it is gone. */
  public List<String> names(String path, int most) throws IOException {
    Optional<SecureDirectoryStream<Path>> folder = folder(path);
    if (folder.isEmpty()) {
      return List.of();
    }
    TreeSet<String> names = new TreeSet<>();
    try (SecureDirectoryStream<Path> again = folder.get().newDirectoryStream(Path.of("."))) {
      for (Path entry : again) {
        names.add(entry.getFileName().toString());
        if (names.size() > most) {
          throw ErrorKind.TOO_LARGE.failure("«" + path + "» holds more than " + most + " files");
        }
      }
    }
    return List.copyOf(names);
  }

  private Optional<SecureDirectoryStream<Path>> folder(String path) throws IOException {
    while (!last().holds(path)) {
      way.remove(way.size() - 1).folder().close();
    }
    while (!last().path().equals(path)) {
      String here = last().path();
      int from = here.isEmpty() ? 0 : here.length() + 1;
      int slash = path.indexOf('/', from);
      String next = slash < 0 ? path : path.substring(0, slash);
      if (way.size() > DEEPEST) {
        throw ErrorKind.UNREADABLE.failure("«" + next + "» is too deep in other folders");
      }
      Optional<SecureDirectoryStream<Path>> inner = enter(last().folder(), name(next));
      if (inner.isEmpty()) {
        return Optional.empty();
      }
      way.add(new Entered(next, inner.get()));
    }
    return Optional.of(last().folder());
  }

  private Entered last() {
    return way.get(way.size() - 1);
  }

  private static String above(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private static Path name(String path) {
    return Path.of(path.substring(path.lastIndexOf('/') + 1));
  }

  private static Optional<PosixFileAttributes> seen(SecureDirectoryStream<Path> folder, Path name)
      throws IOException {
    try {
      return Optional.of(
          folder
              .getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
              .readAttributes());
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
  }

  /**
   * An inner folder; empty where there is none. To forbid that a link is followed is not enough:
   * whoever opens a pipe in the folder's place as a folder waits for somebody who writes. With the
   * dot behind it only a folder can be opened, and it has to be the one that was there.
   */
  public static Optional<SecureDirectoryStream<Path>> enter(
      SecureDirectoryStream<Path> folder, Path name) throws IOException {
    Optional<PosixFileAttributes> seen = seen(folder, name);
    if (seen.isEmpty() || !seen.get().isDirectory()) {
      return Optional.empty();
    }
    SecureDirectoryStream<Path> inner = folder.newDirectoryStream(name.resolve("."));
    boolean same = false;
    try {
      Object there =
          inner.getFileAttributeView(BasicFileAttributeView.class).readAttributes().fileKey();
      same = there.equals(seen.get().fileKey());
    } finally {
      if (!same) {
        inner.close();
      }
    }
    if (!same) {
      throw new FileSystemException("" + name, null, "another folder was put in its place");
    }
    return Optional.of(inner);
  }

  /**
   * The beginning of a file; nothing of a pipe. It is opened to be written too, though nothing is:
   * whoever opens a pipe only to read waits for somebody who writes.
   */
  public static byte[] read(SecureDirectoryStream<Path> folder, Path name, int most)
      throws IOException {
    return read(folder, name, most, WRITING);
  }

  private static byte[] read(
      SecureDirectoryStream<Path> folder, Path name, int most, Set<OpenOption> how)
      throws IOException {
    try (SeekableByteChannel channel = folder.newByteChannel(name, how)) {
      int length = (int) Math.min(channel.size(), most);
      return Channels.newInputStream(channel).readNBytes(length);
    }
  }

  @Override
  public void close() throws IOException {
    for (int n = way.size() - 1; n >= 0; n--) {
      way.get(n).folder().close();
    }
  }
}
