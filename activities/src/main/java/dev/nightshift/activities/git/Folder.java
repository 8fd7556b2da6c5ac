package dev.nightshift.activities.git;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;

/** A tree as files on the disk, written with plain modes. */
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
