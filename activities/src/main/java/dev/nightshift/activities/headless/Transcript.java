package dev.nightshift.activities.headless;

import dev.nightshift.activities.file.Restless;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;

/**
 * One file in which an agent writes down its session, named after it, below a folder of its home.
 * It is read from one open folder to the next, so that no link can lead us to a file of ours.
 */
final class Transcript implements Notes {
  /** {@code sessions/2026/11/29/rollout-….jsonl}, and one to spare. */
  private static final int DEEPEST = 6;

  private static final int LONGEST = 64 << 20;

  private final Path home;
  private final String sessions;

  Transcript(Path home, String sessions) {
    this.home = home;
    this.sessions = sessions;
  }

  /** Codex wants its own folder to be there. */
  @Override
  public void prepare() throws IOException {
    Files.createDirectories(home.resolve(sessions));
  }

  @Override
  public void restore(String place, byte[] written) throws IOException {
    Path there = home.resolve(place);
    Files.createDirectories(there.getParent());
    Files.write(there, written);
  }

  @Override
  public Optional<Map.Entry<String, byte[]>> read(String session) throws IOException {
    if (session.isEmpty()) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> root = Files.newDirectoryStream(home)) {
      return root instanceof SecureDirectoryStream<Path> folder
          ? below(folder, session, 0, Path.of(""))
          : Optional.empty();
    }
  }

  /** Down the way that is known, then anywhere. */
  private Optional<Map.Entry<String, byte[]>> below(
      SecureDirectoryStream<Path> folder, String session, int depth, Path here) throws IOException {
    Path way = Path.of(sessions);
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
        Optional<SecureDirectoryStream<Path>> entered = Restless.enter(folder, name);
        if (entered.isPresent()) {
          try (SecureDirectoryStream<Path> inner = entered.get()) {
            found = below(inner, session, depth + 1, here.resolve(name));
          }
        }
      } else if (attributes.isRegularFile() && name.toString().endsWith(session + ".jsonl")) {
        found =
            Optional.of(
                Map.entry(here.resolve(name).toString(), Restless.read(folder, name, LONGEST)));
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
