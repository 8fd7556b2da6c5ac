package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.values.CloudRun;
import dev.nightshift.workflows.values.FailureSummary;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * A run's place among those of its job: dbt Cloud numbers its own, others are in the order of the
 * time that their artifacts name. {@code keys} is how the ledger's keys of the job's open runs
 * begin, and {@code last} the end of this one's.
 */
record Turn(String job, String run, String keys, String last, long order) {
  static Turn of(CloudRun run) {
    return new Turn(
        run.job(), run.id(), Ids.jobRun(run.job(), ""), run.id(), CloudRun.number(run.id()));
  }

  /** Null where nobody says which job it is of, or when it was. */
  static Turn of(RemediationRequest request, FailureSummary summary) {
    long at = request.job().isEmpty() ? 0 : time(summary.generatedAt());
    return at == 0
        ? null
        : new Turn(
            request.job(), request.run(), Ids.jobNight(request.job()), String.valueOf(at), at);
  }

  String key() {
    return keys + last;
  }

  /** Whether the open run that has this key was before it. */
  boolean isAfter(String key) {
    return order > CloudRun.number(key.substring(key.lastIndexOf('/') + 1));
  }

  boolean isBefore(Newer later) {
    return job.equals(later.job()) && !run.equals(later.run()) && order <= later.order();
  }

  /** As the earlier ones hear of it; {@code workflow} looks after it, empty where it passed. */
  Newer by(String workflow) {
    return new Newer(job, run, workflow, order);
  }

  private static long time(String generatedAt) {
    try {
      return Instant.parse(generatedAt).toEpochMilli();
    } catch (DateTimeParseException nothingSaid) {
      return 0;
    }
  }
}
