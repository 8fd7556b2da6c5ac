package dev.nightshift.activities.file;

import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Predicate;

/** Folders that only their owner can enter, and their removal without following a link. */
public final class Folders {
  private static final FileAttribute<?> OWNER_ONLY_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final FileAttribute<?> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rwx------");

  private Folders() {}

  /** What a file is created with so that only its owner reads it: mode 0600. */
  public static FileAttribute<?> ownerOnly() {
    return OWNER_ONLY_FILE;
  }

  /** Makes it, and what is above it, with mode 0700. */
  public static Path make(Path folder) {
    // The JDK's own refuses a folder that a person has replaced by a link to another disk.
    if (Files.isDirectory(folder)) {
      return folder;
    }
    try {
      return Files.createDirectories(folder, OWNER_ONLY_FOLDER);
    } catch (IOException e) {
      throw failure("the folder " + folder + " cannot be made", e);
    }
  }

  /** Time makes room on a disk, and gives nobody a right. */
  public static RuntimeException failure(String what, IOException e) {
    boolean forbidden =
        e instanceof AccessDeniedException
            || (e instanceof FileSystemException no
                && String.valueOf(no.getReason()).equals("Read-only file system"));
    return forbidden
        ? ErrorKind.REFUSED.failure(
            what + ": " + why(e) + ". Let the worker's user write there.", e)
        : ErrorKind.UNAVAILABLE.failure(what + ": " + why(e), e);
  }

  /** What the system said of a file: the names of Java's exceptions tell a person nothing. */
  public static String why(IOException e) {
    if (!(e instanceof FileSystemException no)) {
      return e.getMessage() == null ? String.valueOf(e) : e.getMessage();
    }
    if (e instanceof AccessDeniedException) {
      return no.getFile() + ": you have no right to it";
    }
    if (e instanceof FileAlreadyExistsException) {
      return no.getFile() + ": something else is in its place";
    }
    return no.getReason() == null ? String.valueOf(e) : no.getFile() + ": " + no.getReason();
  }

  /** Removes it with everything in it; what is not there is removed already. */
  public static void delete(Path folder) {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Removal.of(folder);
    } catch (IOException e) {
      throw ErrorKind.UNAVAILABLE.failure("the folder " + folder + " cannot be removed: " + e, e);
    }
  }

  /** Lets its owner list, enter and change it, which a job can have taken from itself. */
  public static void permit(Path folder) throws IOException {
    Set<PosixFilePermission> modes =
        Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
    if (modes.addAll(OWNERS)) {
      Files.setPosixFilePermissions(folder, modes);
    }
  }

  /** The bytes of its files; what vanishes while it is counted does not count. */
  public static long size(Path folder) {
    Sum sum = new Sum();
    try {
      Files.walkFileTree(folder, sum);
    } catch (IOException e) {
      throw ErrorKind.UNAVAILABLE.failure("the folder " + folder + " cannot be read: " + e, e);
    }
    return sum.bytes;
  }

  /** Copies what is in it; a link is not followed, and is left out. */
  public static void copy(Path from, Path to, CopyOption... options) throws IOException {
    copy(from, to, path -> true, options);
  }

  /** The same of those folders and files alone that are {@code wanted}. */
  public static void copy(Path from, Path to, Predicate<Path> wanted, CopyOption... options)
      throws IOException {
    Files.walkFileTree(from, new Copying(from, to, wanted, options));
  }

  private static final class Copying extends SimpleFileVisitor<Path> {
    private final Path from;
    private final Path to;
    private final Predicate<Path> wanted;
    private final CopyOption[] options;

    Copying(Path from, Path to, Predicate<Path> wanted, CopyOption... options) {
      this.from = from;
      this.to = to;
      this.wanted = wanted;
      this.options = options;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      if (!folder.equals(from) && !wanted.test(folder)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      Files.createDirectories(to.resolve(from.relativize(folder).toString()));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isRegularFile() && (file.equals(from) || wanted.test(file))) {
        Files.copy(file, to.resolve(from.relativize(file).toString()), options);
      }
      return FileVisitResult.CONTINUE;
    }
  }

  private static final class Sum extends SimpleFileVisitor<Path> {
    private long bytes;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      bytes += attributes.size();
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException vanished) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException vanished) {
      return FileVisitResult.CONTINUE;
    }
  }
}
