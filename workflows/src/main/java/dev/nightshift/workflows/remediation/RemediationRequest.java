package dev.nightshift.workflows.remediation;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.values.Pace;
import dev.nightshift.workflows.values.Policy;
import java.util.List;

/**
 * A failed run to be looked after. {@code commit} is the one that ran, empty when the caller does
 * not know it; {@code from} says who asked ({@code webhook}, {@code scan}, {@code cli}); {@code
 * cloud} is null unless the run is dbt Cloud's, which then knows the commit and the artifacts;
 * {@code job} is what the runs of one job of anything else have in common, empty where nobody says.
 */
public record RemediationRequest(
    String project,
    String repository,
    String run,
    String commit,
    String from,
    Location artifacts,
    String engine,
    Policy policy,
    Pace pace,
    Cloud cloud,
    String job) {
  public static final int LONGEST_JOB = 100;

  /** A run of dbt Cloud's; {@code triggers} are the causes that the project asks for. */
  public record Cloud(List<String> triggers) {
    public Cloud {
      triggers = triggers == null ? List.of("scheduled") : List.copyOf(triggers);
    }

    boolean takes(String cause) {
      return triggers.contains(cause);
    }
  }

  public RemediationRequest {
    project = requireNonNullElse(project, "");
    repository = requireNonNullElse(repository, "");
    run = requireNonNullElse(run, "");
    commit = requireNonNullElse(commit, "");
    from = requireNonNullElse(from, "");
    engine = requireNonNullElse(engine, "rules");
    policy = policy == null ? Policy.standard() : policy;
    pace = pace == null ? Pace.standard() : pace;
    job = requireNonNullElse(job, "");
  }

  /** Of no job of which its sender tells. */
  public RemediationRequest(
      String project,
      String repository,
      String run,
      String commit,
      String from,
      Location artifacts,
      String engine,
      Policy policy,
      Pace pace,
      Cloud cloud) {
    this(project, repository, run, commit, from, artifacts, engine, policy, pace, cloud, null);
  }

  /** A run whose artifacts are handed over. */
  public RemediationRequest(
      String project,
      String repository,
      String run,
      String commit,
      String from,
      Location artifacts,
      String engine,
      Policy policy,
      Pace pace) {
    this(project, repository, run, commit, from, artifacts, engine, policy, pace, null);
  }

  /** The same for another run. */
  public RemediationRequest with(String other) {
    return new RemediationRequest(
        project, repository, other, commit, from, artifacts, engine, policy, pace, cloud, job);
  }

  /** The same with what its invocations left. */
  public RemediationRequest with(Location theirs, String theirCommit) {
    return new RemediationRequest(
        project, repository, run, theirCommit, from, theirs, engine, policy, pace, cloud, job);
  }

  /** The same as one of the runs of a job. */
  public RemediationRequest ofJob(String theirJob) {
    return new RemediationRequest(
        project, repository, run, commit, from, artifacts, engine, policy, pace, cloud, theirJob);
  }

  /** Whether somebody named just this run, rather than a system that tells of each. */
  @JsonIgnore
  public boolean byPerson() {
    return from.equals("cli");
  }
}
