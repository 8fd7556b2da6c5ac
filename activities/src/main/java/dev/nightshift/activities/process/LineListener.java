package dev.nightshift.activities.process;

/** Hears the lines of standard output as they come, on one thread. */
public interface LineListener {
  LineListener DEAF = line -> {};

  void line(String line);

  /** How far the work is, for {@link Alive}; empty when that is not known. */
  default String progress() {
    return "";
  }
}
