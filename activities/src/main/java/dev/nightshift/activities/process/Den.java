package dev.nightshift.activities.process;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * A cage around a process that makes processes of its own, each of which it must show less than it
 * sees itself: it keeps the right to make namespaces, they give it up.
 */
public interface Den {
  /**
   * {@code rooms} are the folders that jobs live in, all of them in sight of the keeper; {@code
   * door} is where its socket is.
   */
  Command enclose(Command keeper, List<Path> tools, List<Path> rooms, Path door);

  /** Makes a job's folders its own; the user that it must become, none where it stays who it is. */
  OptionalInt lodge(Walls walls);
}
