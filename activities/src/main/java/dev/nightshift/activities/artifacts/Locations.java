package dev.nightshift.activities.artifacts;

import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Folders that a request may name: below the one that the configuration allows, really. */
final class Locations {
  private Locations() {}

  /** The file in a folder of a run; a missing one is found out when it is read. */
  static Path within(Path allowed, String folder, String file) {
    if (allowed == null) {
      throw ErrorKind.BAD_INPUT.failure(
          "The project has no artifacts folder in nightshift.yml, so none can be named in a"
              + " request. Set projects[].artifacts, or hand the files over.");
    }
    Path root = allowed.toAbsolutePath().normalize();
    Path wanted;
    try {
      wanted = root.resolve(folder).normalize();
    } catch (InvalidPathException noPath) {
      throw outside(folder, root);
    }
    if (hasParentStep(folder) || !wanted.startsWith(root)) {
      throw outside(folder, root);
    }
    Path target = wanted.resolve(file);
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return target;
    }
    try {
      if (!target.toRealPath().startsWith(root.toRealPath())) {
        throw outside(folder, root);
      }
    } catch (IOException broken) {
      throw ErrorKind.UNREADABLE.failure(target + " leads nowhere: " + broken.getMessage());
    }
    return target;
  }

  private static boolean hasParentStep(String folder) {
    for (Path step : Path.of(folder)) {
      if (step.toString().equals("..")) {
        return true;
      }
    }
    return false;
  }

  private static RuntimeException outside(String folder, Path root) {
    return ErrorKind.BAD_INPUT.failure(
        "The folder "
            + folder
            + " is not below "
            + root
            + ", which is the only place that nightshift.yml allows for this project's artifacts.");
  }
}
