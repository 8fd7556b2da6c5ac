package dev.nightshift.starter.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people say them. */
final class Times {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.systemDefault());

  private Times() {}

  static String at(long millis) {
    return millis <= 0 ? "" : CLOCK.format(Instant.ofEpochMilli(millis));
  }

  static String lasting(long millis) {
    Duration length = Duration.ofMillis(Math.max(0, millis));
    if (length.toSeconds() < 60) {
      return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0);
    }
    if (length.toMinutes() < 60) {
      return length.toMinutes() + " min " + length.toSecondsPart() + " s";
    }
    return length.toHours() < 48
        ? length.toHours() + " h " + length.toMinutesPart() + " min"
        : length.toDays() + " days";
  }
}
