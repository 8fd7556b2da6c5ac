package dev.nightshift.starter.flows;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Progress;
import java.util.List;
import java.util.Locale;

/**
 * One flow as a person sees it. {@code outcome} is null while it runs and in lists, {@code failure}
 * empty unless it ended without an outcome; {@code retrying} are steps that go wrong just now, and
 * {@code after} is null unless it left a pull request, and in lists. Times are milliseconds since
 * the epoch, 0 for «not yet».
 */
public record Run(
    String id,
    String runId,
    Status status,
    long startedAt,
    long closedAt,
    Progress progress,
    RemediationOutcome outcome,
    String failure,
    List<Retrying> retrying,
    After after) {
  /** The phase that a flow ends with which could not read what it was given. */
  private static final String UNREADABLE = "unreadable";

  /** What Temporal says of it. */
  public enum Status {
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELED,
    TERMINATED,
    TIMED_OUT,
    CONTINUED_AS_NEW,
    UNKNOWN
  }

  /**
   * What became of its pull request; {@code report} and {@code html} are the report as it reads
   * since, null where it says nothing more.
   */
  public record After(boolean open, String says, BlobRef report, BlobRef html) {
    public After {
      says = requireNonNullElse(says, "");
    }
  }

  public Run {
    runId = requireNonNullElse(runId, "");
    progress = progress == null ? new Progress("", "", "", "", "", null, null, null) : progress;
    failure = requireNonNullElse(failure, "");
    retrying = retrying == null ? List.of() : List.copyOf(retrying);
  }

  public boolean open() {
    return status == Status.RUNNING;
  }

  public boolean waiting() {
    return open() && progress.waiting() != null;
  }

  /** It ended with a word on the run; what could not be read or finished may be told of again. */
  public boolean lookedAfter() {
    return status == Status.COMPLETED
        && outcome != null
        && outcome.ending() != Ending.CANNOT_BE_READ
        && (outcome.ending() != Ending.STOPPED || outcome.pull() != null);
  }

  /** It was none of the runs that the project asks for, or came too late. */
  boolean turnedAway() {
    return outcome != null
        && (outcome.ending() == Ending.PASSED_OVER || outcome.ending() == Ending.REFUSED);
  }

  /** One word for lists, which know no outcome. */
  public String state() {
    if (waiting()) {
      return "waiting";
    }
    if (open()) {
      return "working";
    }
    return switch (status) {
      case COMPLETED -> progress.phase().equals(UNREADABLE) ? UNREADABLE : "done";
      case CANCELED -> "cancelled";
      default -> status.name().toLowerCase(Locale.ROOT);
    };
  }

  /** The report as it reads now; null where there is none. */
  public BlobRef report() {
    if (waiting()) {
      return progress.waiting().report();
    }
    return after != null && after.report() != null
        ? after.report()
        : outcome == null ? null : outcome.report();
  }

  /** The same as a page. */
  public BlobRef html() {
    if (waiting()) {
      return progress.waiting().html();
    }
    return after != null && after.html() != null
        ? after.html()
        : outcome == null ? null : outcome.html();
  }

  Run with(RemediationOutcome result) {
    return new Run(
        id, runId, status, startedAt, closedAt, progress, result, failure, retrying, after);
  }

  Run withProgress(Progress fresh) {
    return new Run(
        id, runId, status, startedAt, closedAt, fresh, outcome, failure, retrying, after);
  }

  Run withFailure(String why) {
    return new Run(id, runId, status, startedAt, closedAt, progress, outcome, why, retrying, after);
  }

  Run with(List<Retrying> steps) {
    return new Run(
        id, runId, status, startedAt, closedAt, progress, outcome, failure, steps, after);
  }

  public Run with(After since) {
    return new Run(
        id, runId, status, startedAt, closedAt, progress, outcome, failure, retrying, since);
  }
}
