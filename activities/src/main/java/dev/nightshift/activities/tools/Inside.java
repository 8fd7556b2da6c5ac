package dev.nightshift.activities.tools;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A path as an agent says it, from the project's folder on. */
final class Inside {
  private Inside() {}

  /**
   * Without turns in it; empty for the folder itself. Nothing outside, and nothing of Git's own.
   */
  static Path path(String said) {
    Path path;
    try {
      path = Path.of(said).normalize();
    } catch (InvalidPathException wrong) {
      throw Declined.cannot("«" + said + "» is no path");
    }
    if (path.isAbsolute() || path.startsWith("..")) {
      throw Declined.forbidden(said + " is outside of the project");
    }
    for (Path part : path) {
      if (part.toString().equals(".git")) {
        throw Declined.forbidden("what is Git's own is nobody's to read or write here");
      }
    }
    return path;
  }

  /** The same, of something in the folder. */
  static Path file(String said) {
    Path path = path(said);
    if (path.toString().isEmpty()) {
      throw Declined.forbidden(said + " is outside of the project");
    }
    return path;
  }
}
