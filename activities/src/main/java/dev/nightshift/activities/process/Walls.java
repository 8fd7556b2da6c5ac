package dev.nightshift.activities.process;

import java.nio.file.Path;
import java.util.List;

/**
 * What a caged process sees beside the system: folders by their own paths, and its limits. {@code
 * tools} are there for everybody and are left as they are; files in {@code readable} that only we
 * could read are made the process's own; {@code writable} folders become its own altogether.
 */
public record Walls(List<Path> tools, List<Path> readable, List<Path> writable, Limits limits) {
  public Walls {
    tools = tools.stream().map(Walls::plain).distinct().toList();
    readable = readable.stream().map(Walls::plain).distinct().toList();
    writable = writable.stream().map(Walls::plain).distinct().toList();
  }

  private static Path plain(Path path) {
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException(path + " must be absolute to be seen in a cage");
    }
    return path.normalize();
  }
}
