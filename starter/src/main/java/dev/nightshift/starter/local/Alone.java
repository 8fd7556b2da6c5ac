package dev.nightshift.starter.local;

import dev.nightshift.starter.cli.Refusal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One process at a time: held until it is closed or its process ends, however it ends. */
final class Alone implements AutoCloseable {
  private final FileChannel held;

  private Alone(FileChannel held) {
    this.held = held;
  }

  /** Refuses with these words where another process holds the file. */
  static Alone in(Path file, String otherwise) throws IOException {
    Files.createDirectories(file.getParent());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!locked(channel)) {
      channel.close();
      throw new Refusal(otherwise);
    }
    return new Alone(channel);
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException oursAlready) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    held.close();
  }
}
