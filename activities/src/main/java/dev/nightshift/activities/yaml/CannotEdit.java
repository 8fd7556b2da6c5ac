package dev.nightshift.activities.yaml;

/** Why a text is left alone; becomes a refusal at the door and never leaves this package. */
final class CannotEdit extends RuntimeException {
  CannotEdit(String why) {
    super(why, null, false, false);
  }
}
