package dev.nightshift.starter.cli;

import dev.nightshift.starter.flows.Run;

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
    return run.lookedAfter() ? DONE : FAILED;
  }
}
