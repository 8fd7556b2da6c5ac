package dev.nightshift.starter.cli;

import dev.nightshift.starter.flows.Run;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;

/** What a command's exit code says; scripts rely on it. */
public final class Exit {
  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;
  public static final int WAITING = 3;

  private Exit() {}

  static int of(Run run) {
    if (run.open()) {
      return run.waiting() ? WAITING : DONE;
    }
    boolean read = run.outcome() != null && run.outcome().ending() != Ending.CANNOT_BE_READ;
    return run.status() == Run.Status.COMPLETED && read ? DONE : FAILED;
  }
}
