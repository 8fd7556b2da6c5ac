package dev.nightshift.activities.tools;

import dev.nightshift.activities.linear.LinearIssues;
import java.time.InstantSource;
import java.util.Optional;

/** What a test has and does not ask. */
final class Unasked {
  static final LinearIssues LINEAR =
      new LinearIssues("http://127.0.0.1:1", Optional.empty(), InstantSource.system());

  private Unasked() {}
}
