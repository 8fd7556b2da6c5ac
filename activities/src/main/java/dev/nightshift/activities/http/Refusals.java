package dev.nightshift.activities.http;

import dev.nightshift.workflows.durable.ErrorKind;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** What an answer that is a no means for whoever asked: come again, or change something. */
public final class Refusals {
  /** Whoever asks for more patience than that is asked again anyhow. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private Refusals() {}

  /** {@code what} is the beginning of a sentence: who answered, to which question. */
  public static RuntimeException of(
      int status, HttpHeaders headers, String what, String todo, Instant now) {
    ErrorKind kind = kind(status);
    String says = what + " answered " + status + (todo.isEmpty() ? "." : ": " + todo);
    Optional<Duration> wait =
        kind.retryable()
            ? headers.firstValue("Retry-After").flatMap(value -> wait(value, now))
            : Optional.empty();
    return wait.map(delay -> kind.failureAfter(says, delay)).orElseGet(() -> kind.failure(says));
  }

  private static ErrorKind kind(int status) {
    return switch (status) {
      case 401, 403 -> ErrorKind.UNAUTHORIZED;
      case 404, 410 -> ErrorKind.NOT_FOUND;
      case 408, 425 -> ErrorKind.UNAVAILABLE;
      case 413 -> ErrorKind.TOO_LARGE;
      case 429 -> ErrorKind.RATE_LIMITED;
      default -> status >= 500 ? ErrorKind.UNAVAILABLE : ErrorKind.BAD_INPUT;
    };
  }

  /** Seconds, or the date in HTTP's form. */
  static Optional<Duration> wait(String value, Instant now) {
    String said = value.strip();
    Duration wait;
    if (said.matches("\\d{1,9}")) {
      wait = Duration.ofSeconds(Long.parseLong(said));
    } else {
      try {
        Instant until = ZonedDateTime.parse(said, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        wait = Duration.between(now, until);
      } catch (DateTimeParseException neither) {
        return Optional.empty();
      }
    }
    Duration least = wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait;
    return Optional.of(least.compareTo(LONGEST) > 0 ? LONGEST : least);
  }
}
