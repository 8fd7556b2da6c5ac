package dev.nightshift.activities.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * As whom caged processes run. As root: one of a range of users that have no account, another for
 * each job, so that one job's limit on processes is not another's, and folders are given to it.
 * Else: as ourselves, in a user namespace.
 */
record Lodgers(int first, int count, AtomicInteger turn) {

  static final int NOBODY_ELSE = -1;

  static Lodgers ourselves() {
    return new Lodgers(NOBODY_ELSE, 0, new AtomicInteger());
  }

  /** A worker begins anywhere in the range, so that two on one host seldom meet. */
  static Lodgers from(int first, int count) {
    int anywhere = Math.floorMod(ProcessHandle.current().pid() * 31, count);
    return new Lodgers(first, count, new AtomicInteger(anywhere));
  }

  boolean isRoot() {
    return first >= 0;
  }

  int next() {
    return isRoot() ? first + Math.floorMod(turn.getAndIncrement(), count) : first;
  }

  List<String> namespaces() {
    return isRoot()
        ? List.of("--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP")
        : List.of("--unshare-user", "--cap-drop", "ALL");
  }

  /** With what it takes to put up walls for others, in a world of its own. */
  List<String> keepersNamespaces() {
    if (!isRoot()) {
      return List.of("--unshare-user", "--uid", "0", "--gid", "0", "--cap-add", "ALL");
    }
    return Stream.of("SYS_ADMIN", "SETUID", "SETGID", "SETPCAP", "KILL", "DAC_READ_SEARCH")
        .flatMap(right -> Stream.of("--cap-add", "CAP_" + right))
        .toList();
  }

  List<String> become(int user) {
    if (!isRoot()) {
      return List.of();
    }
    return List.of(
        SystemTools.find("setpriv").orElseThrow().toString(),
        "--reuid=" + user,
        "--regid=" + user,
        "--clear-groups",
        "--no-new-privs",
        "--inh-caps=-all",
        "--bounding-set=-all",
        "--");
  }

  /** Everything below becomes the user's own. Links are given, never followed. */
  void give(Path folder, int user) {
    if (isRoot()) {
      walk(folder, path -> own(path, user));
    }
  }

  /** What others may not read is given too; the wall around it stays read-only. */
  void letRead(Path folder, int user) {
    if (isRoot()) {
      walk(
          folder,
          path -> {
            Map<String, Object> now =
                Files.readAttributes(path, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
            int mode = (Integer) now.get("mode");
            boolean isFolder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
            int needed = isFolder ? 0005 : 0004;
            if ((mode & needed) != needed) {
              own(path, user);
            }
          });
    }
  }

  private static void own(Path path, int user) throws IOException {
    Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(path, "unix:gid", user, LinkOption.NOFOLLOW_LINKS);
  }

  private interface Step {
    void at(Path path) throws IOException;
  }

  private static void walk(Path folder, Step step) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
                throws IOException {
              step.at(path);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
                throws IOException {
              step.at(path);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException refused) {
      throw new UncheckedIOException(folder + " cannot be given to a caged process", refused);
    }
  }
}
