package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.ports.Diagnosis.Case;
import dev.nightshift.workflows.ports.Diagnosis.Findings;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.FailureSummary;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;

/** From what a run left behind to what is wrong; nothing is tried yet. */
final class Reading {
  private final RemediationRequest request;
  private final Ports ports;
  private final Trail trail;

  Reading(RemediationRequest request, Ports ports, Trail trail) {
    this.request = request;
    this.ports = ports;
    this.trail = trail;
  }

  FailureSummary summary(Location artifacts) {
    trail.enter("read", "reading what dbt left behind");
    FailureSummary read = ports.artifacts.summarize(artifacts);
    trail.found(
        read.dbtStopped()
            ? "dbt stopped before it ran anything"
            : read.failed()
                + " failed, "
                + read.skipped()
                + " skipped, "
                + read.passed()
                + " passed");
    read.notes().forEach(trail::found);
    Workflow.upsertTypedSearchAttributes(
        Attributes.NODES.valueSet(Attributes.fitting(read.nodes())));
    return read;
  }

  /** The code that ran, or why it cannot be had any more. */
  record Code(Workspace workspace, Arrival.Objection objection) {
    boolean isGone() {
      return objection != null;
    }
  }

  /** Where nobody says which commit it was, that the main branch is gone is no fault of the run. */
  Code code(String commit) {
    try {
      return new Code(ports.workspaces.resolve(request.project(), commit), null);
    } catch (ActivityFailure failure) {
      if (commit.isBlank()) {
        throw failure;
      }
      return new Code(null, Arrival.gone(request.run(), failure));
    }
  }

  /** The failures, the code that ran, and what the team knows. */
  Case subject(FailureSummary summary, Workspace base) {
    trail.enter("diagnose", "looking for the causes");
    BlobRef knowledge = ports.knowledge.fetch(base);
    return new Case(summary, base, knowledge, request.policy().privacy());
  }

  Findings findings(Case subject) {
    Findings findings = ports.diagnosis.diagnose(subject);
    findings.causes().forEach(cause -> trail.found(cause.verdict() + " " + cause.because()));
    return findings;
  }
}
