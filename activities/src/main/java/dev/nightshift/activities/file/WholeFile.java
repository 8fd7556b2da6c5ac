package dev.nightshift.activities.file;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * A file that is there whole or not at all, even after a crash: written beside its place with mode
 * 0600, forced to the disk, then renamed.
 */
public final class WholeFile implements AutoCloseable {
  private final Path temporary;

  private WholeFile(Path temporary) {
    this.temporary = temporary;
  }

  /** Replaces the target's content. */
  public static void write(Path target, byte[] content) throws IOException {
    Folders.make(target.getParent());
    try (WholeFile file = in(target.getParent())) {
      try (OutputStream out = file.output()) {
        out.write(content);
      }
      file.moveTo(target);
    }
  }

  /** Begins one in a folder of the same file system as its later place. */
  public static WholeFile in(Path folder) throws IOException {
    return new WholeFile(
        Files.createTempFile(Folders.make(folder), ".new-", "", Folders.ownerOnly()));
  }

  /** Closing it forces the content to the disk. */
  public OutputStream output() throws IOException {
    FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
    return new FilterOutputStream(Channels.newOutputStream(channel)) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        if (channel.isOpen()) {
          channel.force(true);
        }
        super.close();
      }
    };
  }

  /** What was written so far. */
  public InputStream input() throws IOException {
    return Files.newInputStream(temporary);
  }

  public void moveTo(Path target) throws IOException {
    Files.setLastModifiedTime(temporary, FileTime.from(Instant.now()));
    Files.move(
        temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceFolder(target.getParent());
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(temporary);
  }

  /** The rename itself survives a crash only when the folder is forced too. */
  private static void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
