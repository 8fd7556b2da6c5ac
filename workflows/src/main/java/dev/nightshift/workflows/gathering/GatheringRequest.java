package dev.nightshift.workflows.gathering;

import dev.nightshift.workflows.remediation.RemediationRequest;

/**
 * What the run is looked after with; its artifacts and its commit are filled in. {@code
 * quietSeconds} is how long nobody must have told of another invocation.
 */
public record GatheringRequest(RemediationRequest each, long quietSeconds) {
  public GatheringRequest {
    quietSeconds = quietSeconds > 0 ? quietSeconds : 120;
  }
}
