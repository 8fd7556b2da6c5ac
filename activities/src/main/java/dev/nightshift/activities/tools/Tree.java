package dev.nightshift.activities.tools;

import dev.nightshift.activities.words.Glob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** A folder as an agent writes in it: nothing outside, through no link, nothing of Git's own. */
final class Tree {
  private final Path root;
  private final String subfolder;
  private final List<String> guarded;

  /**
   * {@code guarded} are patterns of paths that nobody may write, in the project or its repository.
   */
  Tree(Path root, String subfolder, List<String> guarded) {
    this.root = root;
    this.subfolder = subfolder;
    this.guarded = guarded;
  }

  void write(String said, String text) throws IOException {
    Path file = found(said);
    String pattern = guarding(root.relativize(file).toString());
    if (!pattern.isEmpty()) {
      throw Declined.forbidden(
          "the project's policy protects " + pattern + ": a person changes it");
    }
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw Declined.cannot(said + " is a folder");
    }
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  /** The pattern by which nobody may change that; empty where there is none. */
  String guarding(String path) {
    String inRepository = Path.of(subfolder).resolve(path).normalize().toString();
    return guarded.stream()
        .filter(pattern -> Glob.mayMean(pattern, path) || Glob.mayMean(pattern, inRepository))
        .findFirst()
        .orElse("");
  }

  /** Each part of the way is looked at: a link may lead anywhere. */
  private Path found(String said) {
    Path at = root;
    for (Path part : Inside.file(said)) {
      at = at.resolve(part);
      if (Files.isSymbolicLink(at)) {
        throw Declined.forbidden(said + " leads through a link, which may lead anywhere");
      }
    }
    return at;
  }
}
