package dev.nightshift.workflows.remediation;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.workflows.values.CloudRun;

/**
 * A later run of a job, or the same run later, which is of no job. {@code workflow} is the flow
 * that looks after it, empty where it passed and nothing is to be looked after; {@code order} grows
 * from run to run, and is the run's number where it is 0.
 */
public record Newer(String job, String run, String workflow, long order) {
  public Newer {
    job = requireNonNullElse(job, "");
    run = requireNonNullElse(run, "");
    workflow = requireNonNullElse(workflow, "");
    order = order > 0 ? order : CloudRun.number(run);
  }

  /** One of dbt Cloud's. */
  public Newer(String job, String run, String workflow) {
    this(job, run, workflow, 0);
  }

  /** The same run, in which all has passed since. */
  public static Newer again(String run) {
    return new Newer("", run, "", 0);
  }

  boolean isAgain(String sameRun) {
    return job.isEmpty() && run.equals(sameRun);
  }

  String told() {
    if (job.isEmpty()) {
      return "What failed in run "
          + run
          + " passed when it was run again: nothing is left to decide.";
    }
    return "Run "
        + run
        + " of the same job "
        + (workflow.isEmpty()
            ? "passed: nothing is left to decide."
            : "failed the same way: " + workflow + " goes on with it.");
  }
}
