package dev.nightshift.workflows.values;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/**
 * A run as dbt Cloud tells of it. {@code cause} is what set it off, by dbt Cloud's category where
 * it gives one; {@code failedStep} counts from 1 and is 0 where no step failed. Times are
 * milliseconds since the epoch, 0 for «not said».
 */
public record CloudRun(
    String id,
    String job,
    String jobName,
    String environment,
    String commit,
    String branch,
    String cause,
    Status status,
    long startedAt,
    long finishedAt,
    int failedStep,
    String failedStepName,
    String url) {

  /** How far it has come. */
  public enum Status {
    /** Queued, starting or running. */
    OPEN,
    PASSED,
    FAILED,
    CANCELLED,
    @JsonEnumDefaultValue
    UNKNOWN
  }

  public CloudRun {
    id = requireNonNullElse(id, "");
    job = requireNonNullElse(job, "");
    jobName = requireNonNullElse(jobName, "");
    environment = requireNonNullElse(environment, "");
    commit = requireNonNullElse(commit, "");
    branch = requireNonNullElse(branch, "");
    cause = requireNonNullElse(cause, "");
    status = requireNonNullElse(status, Status.UNKNOWN);
    failedStepName = requireNonNullElse(failedStepName, "");
    url = requireNonNullElse(url, "");
  }

  /** Runs are numbered in the order in which they were asked for. */
  public boolean isAfter(String other) {
    return number(id) > number(other);
  }

  /** Another run of the job, to be looked at in the step that failed in this one. */
  public CloudRun inTheStepOf(CloudRun failed) {
    return new CloudRun(
        id,
        job,
        jobName,
        environment,
        commit,
        branch,
        cause,
        status,
        startedAt,
        finishedAt,
        failed.failedStep,
        failed.failedStepName,
        url);
  }

  /** Of an id; 0 where it is none. */
  public static long number(String id) {
    return id.matches("\\d{1,18}") ? Long.parseLong(id) : 0;
  }
}
