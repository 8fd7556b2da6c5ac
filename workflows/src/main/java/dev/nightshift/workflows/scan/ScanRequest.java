package dev.nightshift.workflows.scan;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.workflows.remediation.RemediationRequest;

/**
 * What each failed run is looked after with; only the run is filled in. {@code passed} is the job
 * of which a run is said to have passed: then only who waits for that is told. Empty where nobody
 * says so.
 */
public record ScanRequest(RemediationRequest each, String passed) {
  public ScanRequest {
    passed = requireNonNullElse(passed, "");
  }

  public ScanRequest(RemediationRequest each) {
    this(each, "");
  }
}
