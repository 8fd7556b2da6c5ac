package dev.nightshift.activities.headless;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an agent wrote down of its session. It is read while the agent runs, from folders that are
 * the agent's: from one open folder to the next, so that no link can lead us to a file of ours.
 */
final class Transcript {
  /** {@code sessions/2026/11/29/rollout-….jsonl}, and one to spare. */
  private static final int DEEPEST = 6;

  private static final int LONGEST = 64 << 20;

  private final Path home;
  private final String session;

  Transcript(Path home, String session) {
    this.home = home;
    this.session = session;
  }

  /** Its place below the home, and its text so far; empty where there is none yet. */
  Optional<Map.Entry<String, byte[]>> read(String sessions) throws IOException {
    if (session.isEmpty()) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> root = Files.newDirectoryStream(home)) {
      return root instanceof SecureDirectoryStream<Path> folder
          ? below(folder, Path.of(sessions), 0, Path.of(""))
          : Optional.empty();
    }
  }

  /** Down the way that is known, then anywhere. */
  private Optional<Map.Entry<String, byte[]>> below(
      SecureDirectoryStream<Path> folder, Path way, int depth, Path here) throws IOException {
    for (Path entry : folder) {
      Path name = entry.getFileName();
      if (depth < way.getNameCount() && !name.equals(way.getName(depth))) {
        continue;
      }
      BasicFileAttributes attributes =
          folder
              .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
              .readAttributes();
      Optional<Map.Entry<String, byte[]>> found = Optional.empty();
      if (attributes.isDirectory() && depth < DEEPEST) {
        try (SecureDirectoryStream<Path> inner =
            folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
          found = below(inner, way, depth + 1, here.resolve(name));
        }
      } else if (attributes.isRegularFile() && isIt(name)) {
        found = Optional.of(Map.entry(here.resolve(name).toString(), text(folder, name)));
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private boolean isIt(Path name) {
    return name.toString().endsWith(session + ".jsonl");
  }

  private static byte[] text(SecureDirectoryStream<Path> folder, Path name) throws IOException {
    try (InputStream in =
        Channels.newInputStream(
            folder.newByteChannel(
                name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)))) {
      return in.readNBytes(LONGEST);
    }
  }
}
