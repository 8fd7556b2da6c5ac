package dev.nightshift.activities.github;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Whether an answer asks for patience, and for how much: it is told in four ways. */
final class Limits {
  /** What GitHub asks for where it names no time. */
  private static final Duration UNNAMED = Duration.ofMinutes(1);

  /** Its limits are counted by the hour. */
  private static final Duration LONGEST = Duration.ofMinutes(65);

  private static final Pattern BY_THE_BODY_ALONE =
      Pattern.compile("rate limit|abuse detection|temporarily blocked");

  private Limits() {}

  /** How long to wait; empty when the answer is about something else. */
  static Optional<Duration> delay(int status, HttpHeaders headers, byte[] body, Instant now) {
    if (status != 403 && status != 429) {
      return Optional.empty();
    }
    Optional<Duration> named =
        headers.firstValue("Retry-After").flatMap(value -> retryAfter(value, now));
    if (named.isPresent()) {
      return named.map(Limits::within);
    }
    boolean usedUp = headers.firstValue("X-RateLimit-Remaining").filter("0"::equals).isPresent();
    OptionalLong reset = headers.firstValueAsLong("X-RateLimit-Reset");
    if (usedUp && reset.isPresent()) {
      // The clocks differ a little, and what is asked a moment too soon is refused for longer.
      return Optional.of(
          within(Duration.between(now, Instant.ofEpochSecond(reset.getAsLong())).plusSeconds(2)));
    }
    boolean said = BY_THE_BODY_ALONE.matcher(text(body)).find();
    return status == 429 || usedUp || said ? Optional.of(UNNAMED) : Optional.empty();
  }

  private static Optional<Duration> retryAfter(String value, Instant now) {
    if (value.matches("\\d{1,6}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      return Optional.of(
          Duration.between(
              now, ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()));
    } catch (DateTimeException strange) {
      return Optional.empty();
    }
  }

  private static Duration within(Duration asked) {
    Duration least = Duration.ofSeconds(1);
    if (asked.compareTo(least) < 0) {
      return least;
    }
    return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
  }
}
