package dev.nightshift.activities.git;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;

/** A tree as files on the disk: written with plain modes, read without following a link. */
record Folder(Path root) {

  void write(Tree tree) throws IOException {
    for (Map.Entry<String, Tree.Entry> each : tree.entries().entrySet()) {
      Path file = root.resolve(each.getKey());
      if (each.getValue().isModule()) {
        Folders.make(file);
      } else if (!each.getValue().isLink()) {
        writeFile(file, tree.content(each.getValue()), each.getValue().isExecutable());
      }
    }
    // Links come last: until then nothing can be written through one.
    for (Map.Entry<String, Tree.Entry> each : tree.entries().entrySet()) {
      if (each.getValue().isLink()) {
        writeLink(each.getKey(), tree.content(each.getValue()));
      }
    }
  }

  /** What is at the path now: file, executable file, link; MISSING when nothing of the kind is. */
  FileMode modeOf(String path) {
    Path file = root.resolve(path);
    if (Files.isSymbolicLink(file)) {
      return FileMode.SYMLINK;
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || throughLink(path)) {
      return FileMode.MISSING;
    }
    return isExecutable(file) ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE;
  }

  byte[] content(String path) {
    Path file = root.resolve(path);
    try {
      if (Files.isSymbolicLink(file)) {
        return Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8);
      }
      try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        return in.readAllBytes();
      }
    } catch (IOException e) {
      throw disk(file, e);
    }
  }

  /** A folder that was replaced by a link hides what was in it. */
  private boolean throughLink(String path) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (Files.isSymbolicLink(root.resolve(path.substring(0, slash)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isExecutable(Path file) {
    try {
      return Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)
          .contains(PosixFilePermission.OWNER_EXECUTE);
    } catch (IOException e) {
      throw disk(file, e);
    }
  }

  private static void writeFile(Path file, byte[] content, boolean executable) {
    try {
      Files.createDirectories(file.getParent());
      Files.copy(new ByteArrayInputStream(content), file);
      if (executable) {
        Set<PosixFilePermission> modes = Files.getPosixFilePermissions(file);
        modes.add(PosixFilePermission.OWNER_EXECUTE);
        modes.add(PosixFilePermission.GROUP_EXECUTE);
        modes.add(PosixFilePermission.OTHERS_EXECUTE);
        Files.setPosixFilePermissions(file, modes);
      }
    } catch (IOException e) {
      throw disk(file, e);
    }
  }

  /** One that leads out becomes a file with its target in it, as where there are no links. */
  private void writeLink(String path, byte[] target) {
    Path file = root.resolve(path);
    if (!Links.staysInside(path, target)) {
      writeFile(file, target, false);
      return;
    }
    try {
      Files.createDirectories(file.getParent());
      Files.createSymbolicLink(file, Path.of(new String(target, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw disk(file, e);
    }
  }

  /** Not an {@code IOException}: that would say that the mirror is broken. */
  private static RuntimeException disk(Path file, IOException e) {
    return ErrorKind.UNAVAILABLE.failure("the checkout's " + file + " cannot be used: " + e, e);
  }
}
