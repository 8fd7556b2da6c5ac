package dev.nightshift.activities.process;

import java.nio.file.Path;
import java.time.Duration;

/** How a process ended. The exit code of one that was stopped is 137, as a shell would say. */
public record Outcome(Ending ending, int exitCode, Said stdout, Said stderr, Duration took) {

  /** What ended it. Cancellation is no ending: it is an exception. */
  public enum Ending {
    EXITED,
    DEADLINE,
    DISK,
    MEMORY
  }

  public boolean succeeded() {
    return ending == Ending.EXITED && exitCode == 0;
  }

  /** Killed by a signal that was not ours: out of memory, or over one of its limits. */
  public boolean wasKilled() {
    return ending == Ending.EXITED && exitCode > 128;
  }

  /**
   * What a stream said: the text, with its middle left out when it was long, and the file with all
   * of it up to a limit, null where no output folder was given.
   */
  public record Said(String text, Path file, long bytes) {
    /** The last words, for an error message. */
    public String last(int characters) {
      String trimmed = text.strip();
      return trimmed.substring(Math.max(0, trimmed.length() - characters));
    }
  }
}
