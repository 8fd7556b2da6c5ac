package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.CloudRun;
import dev.nightshift.workflows.values.FailureSummary;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * What came in: the run's artifacts and the commit that ran, empty where nobody knows it. {@code
 * run} is null unless it is dbt Cloud's; {@code objection} says why it is not looked after, or is
 * null.
 */
record Arrival(Location artifacts, String commit, CloudRun run, Objection objection) {
  /** Data and code go on: what failed longer ago says little of today. */
  private static final Duration OLDEST = Duration.ofDays(1);

  /** Flows of an earlier build go on with files that this one turns away. */
  private static final String OLD_FILES = "old-files";

  private static final Duration FIRST_WAIT = Duration.ofSeconds(10);

  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /** With these waits a day and a little. */
  private static final int MOST_WAITS = 32;

  /** Why a run is not looked after. */
  record Objection(Ending ending, String why) {
    RemediationOutcome untold(Trail trail) {
      trail.end("done", why);
      return RemediationOutcome.brief(ending, why, trail.progress().steps());
    }
  }

  /** Where a person sees the run; empty where nobody knows. */
  String link() {
    return run == null || run.url() == null ? "" : run.url();
  }

  static Arrival of(RemediationRequest request, Ports ports, Trail trail) {
    if (request.cloud() == null) {
      return new Arrival(request.artifacts(), request.commit(), null, null);
    }
    trail.enter("fetch", "asking dbt Cloud for run " + request.run());
    CloudRun run = ended(request, ports, trail);
    trail.found(told(run));
    Optional<Objection> objection = objection(request, run).or(() -> gone(request, run, ports));
    return objection
        .map(why -> new Arrival(null, run.commit(), run, why))
        .orElseGet(
            () -> new Arrival(ports.runs.bring(request.project(), run), run.commit(), run, null));
  }

  /** Who tells of a run may be quicker than dbt Cloud, and a person may name one that goes on. */
  private static CloudRun ended(RemediationRequest request, Ports ports, Trail trail) {
    CloudRun run = ports.runs.fetch(request.project(), request.run());
    Duration wait = FIRST_WAIT;
    for (int n = 0; n < MOST_WAITS && run.status() == CloudRun.Status.OPEN; n++) {
      if (n == 0) {
        trail.found("The run has not ended yet, and is waited for.");
      }
      Workflow.sleep(wait);
      wait = wait.compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
      run = ports.runs.fetch(request.project(), request.run());
    }
    return run;
  }

  boolean isTurnedAway() {
    return objection != null;
  }

  private static String told(CloudRun run) {
    String job = run.jobName().isEmpty() ? run.job() : run.jobName();
    String step =
        run.failedStep() == 0
            ? ""
            : ", failed in step " + run.failedStep() + ", «" + run.failedStepName() + "»";
    return "dbt Cloud: job «" + job + "»" + step + (run.url().isEmpty() ? "" : " " + run.url());
  }

  /** A person who names a run wants just that one, whatever set it off and however old it is. */
  private static Optional<Objection> objection(RemediationRequest request, CloudRun run) {
    return switch (run.status()) {
      case PASSED -> no(Ending.NOTHING_FAILED, run, "passed");
      case CANCELLED -> no(Ending.PASSED_OVER, run, "was cancelled");
      case OPEN -> no(Ending.REFUSED, run, "has not ended within a day");
      case FAILED, UNKNOWN -> {
        if (!request.byPerson() && !request.cloud().takes(run.cause())) {
          String cause = run.cause().isEmpty() ? "nobody says what" : "«" + run.cause() + "»";
          yield no(
              Ending.PASSED_OVER,
              run,
              "was not set off by what the project asks for ("
                  + String.join(", ", request.cloud().triggers())
                  + ") but by "
                  + cause);
        }
        if (!request.byPerson() && isOld(run)) {
          yield no(
              Ending.REFUSED,
              run,
              "failed more than a day before it was told of; if it still matters: ./nightshift fix "
                  + run.id());
        }
        if (run.commit().isEmpty()) {
          yield no(
              Ending.REFUSED,
              run,
              "has no Git commit, so nobody knows which code failed; connect the project in dbt"
                  + " Cloud to its repository");
        }
        yield Optional.empty();
      }
    };
  }

  private static boolean isOld(CloudRun run) {
    return run.finishedAt() > 0 && isTooLate(run.finishedAt());
  }

  /** As seen when it was told of: what waited for a worker since then is not too late. */
  private static boolean isTooLate(long failedAt) {
    return failedAt < Workflow.getInfo().getRunStartedTimestampMillis() - OLDEST.toMillis();
  }

  /** The same with what is known once its artifacts are read: when they were written. */
  Arrival dated(RemediationRequest request, FailureSummary summary) {
    if (run != null
        || request.byPerson()
        || summary.nothingFailed()
        || !isOld(summary)
        || Workflow.getVersion(OLD_FILES, Workflow.DEFAULT_VERSION, 1) < 1) {
      return this;
    }
    String why =
        "Run "
            + request.run()
            + " failed more than a day before it was told of; if it still matters: ./nightshift"
            + " fix --retry "
            + request.run();
    return new Arrival(artifacts, commit, null, new Objection(Ending.REFUSED, why));
  }

  private static boolean isOld(FailureSummary summary) {
    try {
      return isTooLate(Instant.parse(summary.generatedAt()).toEpochMilli());
    } catch (DateTimeParseException undated) {
      return false;
    }
  }

  /** Looked for before anything large is fetched. */
  private static Optional<Objection> gone(RemediationRequest request, CloudRun run, Ports ports) {
    try {
      ports.workspaces.resolve(request.project(), run.commit().toLowerCase(Locale.ROOT));
      return Optional.empty();
    } catch (ActivityFailure failure) {
      return Optional.of(gone(run.id(), failure));
    }
  }

  /** Nothing can be done about a commit that is not there; any other failure goes on. */
  static Objection gone(String run, ActivityFailure failure) {
    if (ErrorKind.of(failure) != ErrorKind.NOT_FOUND) {
      throw failure;
    }
    String why = "Run " + run + " cannot be worked on: " + ErrorKind.messageOf(failure) + ".";
    return new Objection(Ending.REFUSED, why);
  }

  private static Optional<Objection> no(Ending ending, CloudRun run, String why) {
    return Optional.of(new Objection(ending, "Run " + run.id() + " " + why + "."));
  }
}
