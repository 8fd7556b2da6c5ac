package dev.nightshift.activities.tests;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** What becomes of a test that was thought of. */
public enum Fate {
  /** It stands in the project, and holds. */
  WRITTEN,
  /** The same, where it is not sure that its team wants it: a comment asks them. */
  TO_CONFIRM,
  /** It stands in the project and only warns, since the data is not as it should be. */
  WARNING,
  /** A person is told of it. */
  @JsonEnumDefaultValue
  LEFT;

  public boolean isWritten() {
    return this != LEFT;
  }
}
