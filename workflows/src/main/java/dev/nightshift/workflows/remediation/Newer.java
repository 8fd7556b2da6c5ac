package dev.nightshift.workflows.remediation;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.workflows.values.CloudRun;

/**
 * A later run of a job. {@code workflow} is the flow that looks after it, empty where it passed and
 * nothing is to be looked after.
 */
public record Newer(String job, String run, String workflow) {
  public Newer {
    job = requireNonNullElse(job, "");
    run = requireNonNullElse(run, "");
    workflow = requireNonNullElse(workflow, "");
  }

  boolean isAfter(CloudRun other) {
    return !run.equals(other.id()) && !other.isAfter(run);
  }

  String told() {
    return "Run "
        + run
        + " of the same job "
        + (workflow.isEmpty()
            ? "passed: nothing is left to decide."
            : "failed the same way: " + workflow + " goes on with it.");
  }
}
