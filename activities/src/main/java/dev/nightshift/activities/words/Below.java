package dev.nightshift.activities.words;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** A place in a folder, by a path that somebody else wrote. */
public final class Below {
  private Below() {}

  /** Empty where it leads out of the folder, or is no path at all. */
  public static Optional<Path> of(Path folder, String path) {
    try {
      Path place = folder.resolve(path).normalize();
      return place.startsWith(folder.normalize()) ? Optional.of(place) : Optional.empty();
    } catch (InvalidPathException none) {
      return Optional.empty();
    }
  }
}
