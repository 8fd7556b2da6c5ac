package dev.nightshift.activities.headless;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** What an agent writes down below its home, without which no session is gone on with. */
interface Notes {
  /** Before it starts. */
  default void prepare() throws IOException {}

  /**
   * What there is of a session so far, with its place below the home; empty where there is nothing
   * yet. It is read while the agent writes, from folders that are the agent's.
   */
  Optional<Map.Entry<String, byte[]>> read(String session) throws IOException;

  /** Into a home that is fresh, what was read in an earlier try. */
  void restore(String place, byte[] written) throws IOException;
}
