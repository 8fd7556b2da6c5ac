package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.approval.ApprovedFlow;
import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Diagnosis.Case;
import dev.nightshift.workflows.ports.Diagnosis.Findings;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.FailureSummary;
import dev.nightshift.workflows.values.Policy.Publish;
import dev.nightshift.workflows.values.Verdict;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import java.util.Optional;

/** The story of one failed run. */
public final class RemediationFlow extends ApprovedFlow implements Remediation {
  private final RemediationRequest request;
  private final Ports ports;
  private final Conclusion conclusion;

  @WorkflowInit
  public RemediationFlow(RemediationRequest request) {
    super(new Trail("remediation", request.project(), "run " + request.run()), request.policy());
    this.request = request;
    this.ports = new Ports(request.pace());
    this.conclusion = new Conclusion(request, ports, trail);
  }

  @Override
  public RemediationOutcome run(RemediationRequest same) {
    introduce();
    FailureSummary summary;
    try {
      summary = read();
    } catch (ActivityFailure failure) {
      return conclusion.cannotBeRead(unreadable(failure));
    }
    if (summary.nothingFailed()) {
      return conclusion.nothingFailed(summary);
    }
    Workspace base = ports.workspaces.resolve(request.project(), request.commit());
    Findings findings = diagnose(summary, base);
    Attempt attempt = tryToFix(summary, base, findings);
    if (!attempt.publishable()) {
      return conclusion.report(summary, attempt);
    }
    return publish(summary, attempt);
  }

  private void introduce() {
    Workflow.upsertTypedSearchAttributes(
        Attributes.KIND.valueSet("remediation"),
        Attributes.PROJECT.valueSet(request.project()),
        Attributes.REPOSITORY.valueSet(request.repository()));
  }

  private FailureSummary read() {
    trail.enter("read", "reading what dbt left behind");
    FailureSummary summary = ports.artifacts.summarize(request.artifacts());
    trail.found(
        summary.failed()
            + " failed, "
            + summary.skipped()
            + " skipped, "
            + summary.passed()
            + " passed");
    Workflow.upsertTypedSearchAttributes(
        Attributes.NODES.valueSet(Attributes.fitting(summary.nodes())));
    return summary;
  }

  private Findings diagnose(FailureSummary summary, Workspace base) {
    trail.enter("diagnose", "looking for the causes");
    BlobRef knowledge = ports.knowledge.fetch(base);
    Findings findings = ports.diagnosis.diagnose(new Case(summary, base, knowledge));
    findings.causes().forEach(cause -> trail.found(cause.verdict() + " " + cause.because()));
    return findings;
  }

  private Attempt tryToFix(FailureSummary summary, Workspace base, Findings findings) {
    Findings ours = claimed(findings);
    if (Causes.with(ours.causes(), Verdict.CODE).isEmpty()) {
      return Attempt.none(ours);
    }
    Attempt attempt = new SandboxTrial(request, ports, trail).of(summary, base, ours);
    Workflow.upsertTypedSearchAttributes(
        Attributes.VERDICT.valueSet(Causes.counted(attempt.findings().causes())),
        Attributes.CAUSE.valueSet(
            Attributes.fitting(
                attempt.findings().causes().stream().map(Cause::kind).distinct().toList())));
    return attempt;
  }

  /** A cause that another flow looks after is left to it, and said. */
  private Findings claimed(Findings findings) {
    List<Cause> causes =
        findings.causes().stream()
            .map(cause -> cause.verdict() == Verdict.CODE ? claimed(cause) : cause)
            .toList();
    return findings.with(causes);
  }

  private Cause claimed(Cause cause) {
    var holder =
        ports.claims.claim(
            request.project(), Conclusion.claimKey(cause), Workflow.getInfo().getWorkflowId(), "");
    if (holder.yours()) {
      return cause;
    }
    String where = holder.note().isEmpty() ? holder.owner() : holder.note();
    return cause.with(Verdict.KNOWN, cause.because() + " It is looked after already: " + where);
  }

  private RemediationOutcome publish(FailureSummary summary, Attempt attempt) {
    Publish when = request.policy().publish();
    String branch = Ids.branch(Workflow.getInfo().getWorkflowId());
    if (when == Publish.PUBLISH) {
      return conclusion.pullRequest(summary, attempt, branch, null);
    }
    Optional<Decision> decision = ask(attempt);
    if (decision.isEmpty()) {
      return conclusion.notPublished(Ending.EXPIRED, summary, attempt, null);
    }
    if (!decision.get().approves()) {
      return conclusion.notPublished(Ending.REJECTED, summary, attempt, decision.get());
    }
    return conclusion.pullRequest(summary, attempt, branch, decision.get());
  }

  private Optional<Decision> ask(Attempt attempt) {
    trail.enter("approval", "a person decides");
    int causes = Causes.mended(attempt.findings().causes()).size();
    int files = attempt.answer().files().size();
    String question =
        "Publish a fix of %d %s that makes %d %s green?"
            .formatted(
                files, files == 1 ? "file" : "files", causes, causes == 1 ? "cause" : "causes");
    conclusion.announce("question", question);
    return decisionOn(
        new Question(
            question,
            attempt.patched().base(),
            attempt.patched().patch(),
            conclusion.verification(attempt)),
        () -> conclusion.announce("reminder", "Still waiting: " + question));
  }

  /**
   * What a caller got wrong ends the flow with the reason; anything else is a defect and stays one.
   */
  private static String unreadable(ActivityFailure failure) {
    return switch (ErrorKind.of(failure)) {
      case UNREADABLE, NOT_FOUND, BAD_INPUT, BLOB_MISSING, TOO_LARGE ->
          ErrorKind.messageOf(failure);
      default -> throw failure;
    };
  }
}
