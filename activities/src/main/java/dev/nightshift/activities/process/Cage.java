package dev.nightshift.activities.process;

import dev.nightshift.activities.home.Home;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Walls around a process that runs somebody else's code: it sees the system read-only and the
 * folders it was given, has no network, no rights, no secrets, and leaves nothing behind.
 */
public interface Cage {
  Level level();

  /** Why the level is no better, with what to do; empty when it is the best. */
  String reason();

  /** The command behind the walls. Writable folders are given to the user that it runs as. */
  Command enclose(Command command, Walls walls);

  /** For a process that keeps jobs apart by itself; empty where that cannot be had. */
  default Optional<Den> den() {
    return Optional.empty();
  }

  /** How much is held back. */
  enum Level {
    BUBBLEWRAP,
    NONE
  }

  /**
   * The best cage that works here: found by running something in it, because a binary that is there
   * may be forbidden to do anything.
   */
  static Cage tried(Optional<Path> bubblewrap, Home home, Processes processes) {
    return CageTrial.best(bubblewrap, home, processes);
  }

  /** No walls, for where there is none to be had: only what the system's limits hold. */
  static Cage none(String reason) {
    return new Uncaged(reason);
  }
}
