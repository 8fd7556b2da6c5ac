package dev.nightshift.activities.headless;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Files that an agent may exchange for anything else while they are looked at. */
final class Restless {
  private Restless() {}

  /**
   * The beginning of a file; nothing of a pipe. It is opened to be written too, though nothing is:
   * whoever opens a pipe only to read waits for somebody who writes.
   */
  static byte[] read(SecureDirectoryStream<Path> folder, Path name, int most) throws IOException {
    try (SeekableByteChannel channel =
        folder.newByteChannel(
            name,
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
      int length = (int) Math.min(channel.size(), most);
      return Channels.newInputStream(channel).readNBytes(length);
    }
  }
}
