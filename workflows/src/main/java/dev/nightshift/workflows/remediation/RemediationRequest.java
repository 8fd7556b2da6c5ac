package dev.nightshift.workflows.remediation;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.values.Pace;
import dev.nightshift.workflows.values.Policy;

/**
 * A failed run to be looked after. {@code commit} is the one that ran, empty when the caller does
 * not know it; {@code from} says who asked ({@code webhook}, {@code cli}).
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
    Pace pace) {
  public RemediationRequest {
    project = requireNonNullElse(project, "");
    repository = requireNonNullElse(repository, "");
    run = requireNonNullElse(run, "");
    commit = requireNonNullElse(commit, "");
    from = requireNonNullElse(from, "");
    engine = requireNonNullElse(engine, "rules");
    policy = policy == null ? Policy.standard() : policy;
    pace = pace == null ? Pace.standard() : pace;
  }
}
