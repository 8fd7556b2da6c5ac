package dev.nightshift.activities.tools;

import dev.nightshift.activities.words.Glob;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** The project's files as an agent sees them: nothing outside, no links, nothing of Git's own. */
final class Tree {
  private static final long LARGEST = 2 << 20;

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

  String read(String said) throws IOException {
    Path file = found(said);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw Declined.cannot(
          Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
              ? said + " is a folder; search_files_and_directories lists it"
              : "there is no file " + said);
    }
    if (Files.size(file) > LARGEST) {
      throw Declined.cannot(said + " is larger than is read here; search in it instead");
    }
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException binary) {
      throw Declined.cannot(said + " is no text");
    }
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

  /** Regular files in their order, by their paths. */
  List<String> all() throws IOException {
    List<String> paths = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return folder.endsWith(".git")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
              paths.add(root.relativize(file).toString());
            }
            return FileVisitResult.CONTINUE;
          }
        });
    paths.sort(null);
    return paths;
  }

  /** Each part of the way is looked at: a link may lead anywhere. */
  private Path found(String said) {
    Path path;
    try {
      path = root.resolve(said).normalize();
    } catch (InvalidPathException wrong) {
      throw Declined.cannot("«" + said + "» is no path");
    }
    if (!path.startsWith(root) || path.equals(root)) {
      throw Declined.forbidden(said + " is outside of the project");
    }
    Path at = root;
    for (Path part : root.relativize(path)) {
      if (part.toString().equals(".git")) {
        throw Declined.forbidden("what is Git's own is nobody's to read or write here");
      }
      at = at.resolve(part);
      if (Files.isSymbolicLink(at)) {
        throw Declined.forbidden(said + " leads through a link, which may lead anywhere");
      }
    }
    return path;
  }
}
