package dev.nightshift.activities.process;

import java.io.InputStream;
import java.time.Duration;

/** Work that goes on outside this JVM, as whoever waits for it sees it. */
public interface Running {
  String name();

  InputStream stdout();

  InputStream stderr();

  /** Waits so long at most; whether it has ended. */
  boolean endedWithin(Duration patience) throws InterruptedException;

  /** Of work that has ended: whether who does it for us ended it because its time was over. */
  default boolean wasLate() {
    return false;
  }

  /** Of work that has ended: 128 and the signal's number where one ended it. */
  int exitCode() throws InterruptedException;

  /** What it holds in memory that it shares with nobody; zero where nobody can tell. */
  default long memoryBytes() {
    return 0;
  }

  /** Ends all of it, and returns when nothing of it is left; also what an ended one left behind. */
  void kill();
}
