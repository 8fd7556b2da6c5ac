package dev.nightshift.workflows.durable;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/**
 * Every failure that crosses Temporal is one of these. Retryable kinds are cured by time; the
 * others by a person, and the message says what happened, to what, and what to do.
 */
public enum ErrorKind {
  /** A request, a name or a configuration that cannot be meant. */
  BAD_INPUT(false),
  /** Artifacts, knowledge or files that cannot be read as what they claim to be. */
  UNREADABLE(false),
  /** What was named is not there. */
  NOT_FOUND(false),
  /** A guardrail said no. */
  REFUSED(false),
  /** Credentials are missing or not accepted. */
  UNAUTHORIZED(false),
  /** Bytes that a running flow refers to are gone. */
  BLOB_MISSING(false),
  /** A value that would not fit where it must go. */
  TOO_LARGE(false),
  /** The other side asks for patience. */
  RATE_LIMITED(true),
  /** The other side, a lock or a disk is away for now. */
  UNAVAILABLE(true),
  /** It took longer than it may. */
  TIMED_OUT(true),
  /** This worker is stopping; another goes on. */
  INTERRUPTED(true),
  /** Anything else: a defect of ours until shown otherwise. */
  BROKEN(true);

  private final boolean retryable;

  ErrorKind(boolean retryable) {
    this.retryable = retryable;
  }

  public boolean retryable() {
    return retryable;
  }

  public ApplicationFailure failure(String message) {
    return failure(message, null);
  }

  public ApplicationFailure failure(String message, Throwable cause) {
    return retryable
        ? ApplicationFailure.newFailureWithCause(message, name(), cause)
        : ApplicationFailure.newNonRetryableFailureWithCause(message, name(), cause);
  }

  /**
   * Of a kind that time cures, and did not, however often it was tried; {@code details} is what a
   * flow has to know of it besides.
   */
  public ApplicationFailure lastingFailure(String message, Throwable cause, Object... details) {
    return ApplicationFailure.newNonRetryableFailureWithCause(message, name(), cause, details);
  }

  /** For a 429 or 503 that names its delay. */
  public ApplicationFailure failureAfter(String message, Duration delay) {
    return ApplicationFailure.newFailureWithCauseAndDelay(message, name(), null, delay);
  }

  /**
   * The kind of a failure that came back through Temporal; {@code BROKEN} for what we did not
   * throw.
   */
  public static ErrorKind of(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof ApplicationFailure failure) {
        return named(failure.getType());
      }
    }
    return BROKEN;
  }

  /** Whether it is ours to mend: nothing outside explains it. */
  public static boolean isDefect(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof ApplicationFailure failure) {
        return named(failure.getType()) == BROKEN;
      }
    }
    return false;
  }

  /** The sentence for a person of a failure that came back through Temporal. */
  public static String messageOf(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof ApplicationFailure failure) {
        return failure.getOriginalMessage();
      }
    }
    return String.valueOf(thrown.getMessage());
  }

  private static ErrorKind named(String type) {
    for (ErrorKind kind : values()) {
      if (kind.name().equals(type)) {
        return kind;
      }
    }
    return BROKEN;
  }
}
