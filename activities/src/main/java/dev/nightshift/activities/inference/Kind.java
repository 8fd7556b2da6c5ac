package dev.nightshift.activities.inference;

import java.util.Locale;

/** The tests that are inferred. */
public enum Kind {
  NOT_NULL,
  UNIQUE,
  ACCEPTED_VALUES,
  RELATIONSHIPS,
  /** Several columns that are unique together. */
  COMBINATION;

  /** Whether only the data says if it holds: a list may lack a value, and a key its other side. */
  public boolean isForDataToConfirm() {
    return this == ACCEPTED_VALUES || this == RELATIONSHIPS;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
