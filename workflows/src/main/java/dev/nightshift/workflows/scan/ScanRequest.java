package dev.nightshift.workflows.scan;

import dev.nightshift.workflows.remediation.RemediationRequest;

/** What each failed run is looked after with; only the run is filled in. */
public record ScanRequest(RemediationRequest each) {}
