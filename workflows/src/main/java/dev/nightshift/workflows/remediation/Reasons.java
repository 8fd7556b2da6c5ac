package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.durable.ErrorKind;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TimeoutFailure;

/** Why a flow ends before its time, in words for whoever reads the report. */
final class Reasons {
  private Reasons() {}

  static String why(TemporalFailure failure) {
    return failure.getCause() instanceof TimeoutFailure
        ? "a step was not done within a day: no worker took it, or none came to an end."
        : ErrorKind.messageOf(failure);
  }

  /**
   * What a caller got wrong ends the flow with the reason; anything else is no fault of the files.
   */
  static String unreadable(ActivityFailure failure) {
    return switch (ErrorKind.of(failure)) {
      case UNREADABLE, NOT_FOUND, BAD_INPUT, BLOB_MISSING, TOO_LARGE ->
          ErrorKind.messageOf(failure);
      default -> throw failure;
    };
  }
}
