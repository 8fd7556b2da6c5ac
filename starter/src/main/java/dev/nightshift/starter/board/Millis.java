package dev.nightshift.starter.board;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Times in files are for people: one that is not a time sorts last. */
final class Millis {
  private Millis() {}

  static long of(String time) {
    try {
      return Instant.parse(time).toEpochMilli();
    } catch (DateTimeParseException none) {
      return 0;
    }
  }
}
