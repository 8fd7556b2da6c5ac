package dev.nightshift.activities.dbt;

import dev.nightshift.activities.process.Outcome;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.DbtResult.DbtError;

/** Ends of dbt of which no event tells. */
final class Stops {
  private static final int LAST_CHARACTERS = 1_500;

  private Stops() {}

  /** A word that dbt does not know is the caller's error; a dbt that says nothing is broken. */
  static DbtError of(Outcome outcome, boolean saidAnything) {
    String last = outcome.stderr().last(LAST_CHARACTERS);
    if (last.contains("Usage: dbt")) {
      return new DbtError("Usage Error", "", 0, last.substring(last.indexOf("Usage: dbt")));
    }
    if (outcome.wasKilled()) {
      return new DbtError(
          "Killed",
          "",
          0,
          "dbt was killed by signal "
              + (outcome.exitCode() - 128)
              + ", most likely for taking more memory or disk than a job may. "
              + last);
    }
    if (saidAnything) {
      return new DbtError("Error " + outcome.exitCode(), "", 0, last);
    }
    throw ErrorKind.BROKEN.failure(
        "dbt did not start (exit code " + outcome.exitCode() + "): " + last);
  }
}
