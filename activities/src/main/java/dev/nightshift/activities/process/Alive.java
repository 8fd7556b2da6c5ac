package dev.nightshift.activities.process;

/**
 * Tells whoever waits for the work that it is still done, about once a second, on the thread that
 * called. What it throws ends the work: the process tree is killed and the exception goes on.
 */
@FunctionalInterface
public interface Alive {
  /** {@code detail} is what a person may read meanwhile ("7 of 21 nodes"), or empty. */
  void beat(String detail);
}
