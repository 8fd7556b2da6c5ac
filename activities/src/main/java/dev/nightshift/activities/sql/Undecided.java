package dev.nightshift.activities.sql;

/** What cannot be read or decided from the text; becomes a refusal at the door. */
final class Undecided extends RuntimeException {
  Undecided(String why) {
    super(why, null, false, false);
  }
}
