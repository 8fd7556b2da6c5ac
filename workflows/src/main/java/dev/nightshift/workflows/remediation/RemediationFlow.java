package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.approval.ApprovedFlow;
import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Diagnosis.Case;
import dev.nightshift.workflows.ports.Diagnosis.Findings;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.FailureSummary;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.values.Verdict;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import java.util.Optional;

/** The story of one failed run. */
public final class RemediationFlow extends ApprovedFlow implements Remediation {
  private final RemediationRequest request;
  private final Ports ports;
  private final Conclusion conclusion;
  private final SandboxTrial trial;
  private FailureSummary summary;
  private Case subject;
  private Findings ours;
  private Attempt known;

  @WorkflowInit
  public RemediationFlow(RemediationRequest request) {
    super(new Trail("remediation", request.project(), "run " + request.run()), request.policy());
    this.request = request;
    this.ports = new Ports(request.pace());
    this.conclusion = new Conclusion(request, ports, trail);
    this.trial = new SandboxTrial(request, ports, trail, this::claimed);
  }

  @Override
  public RemediationOutcome run(RemediationRequest same) {
    introduce();
    try {
      return story();
    } catch (ActivityFailure | ChildWorkflowFailure | CanceledFailure failure) {
      if (CancellationScope.current().isCancelRequested()) {
        conclusion.cancelled();
        throw failure;
      }
      RemediationOutcome outcome = conclusion.stopped(summary, known, why(failure));
      if (ErrorKind.isDefect(failure)) {
        throw failure;
      }
      return outcome;
    }
  }

  private static String why(TemporalFailure failure) {
    return failure.getCause() instanceof TimeoutFailure
        ? "a step was not done within a day: no worker took it, or none came to an end."
        : ErrorKind.messageOf(failure);
  }

  private RemediationOutcome story() {
    try {
      summary = read();
    } catch (ActivityFailure failure) {
      return conclusion.cannotBeRead(unreadable(failure));
    }
    if (summary.nothingFailed()) {
      return conclusion.nothingFailed(summary);
    }
    Workspace base = ports.workspaces.resolve(request.project(), request.commit());
    subject = new Case(summary, base, knowledge(base));
    known = Attempt.none(diagnose());
    tryToFix();
    if (!known.publishable()) {
      return conclusion.report(summary, known);
    }
    return publish();
  }

  private void introduce() {
    Workflow.upsertTypedSearchAttributes(
        Attributes.KIND.valueSet("remediation"),
        Attributes.PROJECT.valueSet(request.project()),
        Attributes.REPOSITORY.valueSet(request.repository()));
  }

  private FailureSummary read() {
    trail.enter("read", "reading what dbt left behind");
    FailureSummary read = ports.artifacts.summarize(request.artifacts());
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

  private BlobRef knowledge(Workspace base) {
    trail.enter("diagnose", "looking for the causes");
    return ports.knowledge.fetch(base);
  }

  private Findings diagnose() {
    Findings findings = ports.diagnosis.diagnose(subject);
    findings.causes().forEach(cause -> trail.found(cause.verdict() + " " + cause.because()));
    return findings;
  }

  private void tryToFix() {
    ours = claimed(known.findings());
    known = Attempt.none(ours);
    if (!Causes.with(ours.causes(), Verdict.CODE).isEmpty()) {
      known = trial.of(subject, ours);
    }
    List<Cause> causes = known.findings().causes();
    Workflow.upsertTypedSearchAttributes(
        Attributes.VERDICT.valueSet(Causes.counted(causes)),
        Attributes.CAUSE.valueSet(
            Attributes.fitting(causes.stream().map(Cause::kind).distinct().toList())));
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

  private RemediationOutcome publish() {
    return switch (request.policy().publish()) {
      case ASK -> asked();
      case DRAFT -> drafted();
      case PUBLISH ->
          conclusion.published(summary, known, null, conclusion.open(summary, known, null));
    };
  }

  private RemediationOutcome asked() {
    Optional<Decision> decision = ask("Publish a fix of");
    if (decision.isEmpty()) {
      return conclusion.notPublished(Ending.EXPIRED, summary, known, null);
    }
    if (!decision.get().approves()) {
      return foundAnother(decision.get())
          ? asked()
          : conclusion.notPublished(Ending.REJECTED, summary, known, decision.get());
    }
    Pull pull = conclusion.open(summary, known, decision.get());
    return conclusion.published(summary, known, decision.get(), pull);
  }

  /** A reason is something to begin with; a bare no ends it. */
  private boolean foundAnother(Decision no) {
    if (no.reason().isBlank()) {
      return false;
    }
    Optional<Attempt> other =
        trial.again(subject, ours, known, no.person() + " said no: " + no.reason());
    other.ifPresent(attempt -> known = attempt);
    return other.isPresent();
  }

  private RemediationOutcome drafted() {
    Pull draft = conclusion.openDraft(summary, known);
    Optional<Decision> decision = ask("Ready for review? Draft " + draft.number() + " is a fix of");
    if (decision.isEmpty()) {
      return conclusion.draftExpired(summary, known, draft);
    }
    return decision.get().approves()
        ? conclusion.draftReady(summary, known, decision.get(), draft)
        : conclusion.draftRejected(summary, known, decision.get(), draft);
  }

  private Optional<Decision> ask(String what) {
    trail.enter("approval", "a person decides");
    int causes = Causes.mended(known.findings().causes()).size();
    int files = known.answer().files().size();
    String question =
        "%s %d %s that makes %d %s green%s"
            .formatted(
                what,
                files,
                files == 1 ? "file" : "files",
                causes,
                causes == 1 ? "cause" : "causes",
                what.contains("?") ? "." : "?");
    conclusion.announce("question", question);
    return decisionOn(
        new Question(
            question,
            known.patched().base(),
            known.patched().patch(),
            conclusion.verification(known)),
        () -> conclusion.announce("reminder", "Still waiting: " + question));
  }

  /**
   * What a caller got wrong ends the flow with the reason; anything else is no fault of the files.
   */
  private static String unreadable(ActivityFailure failure) {
    return switch (ErrorKind.of(failure)) {
      case UNREADABLE, NOT_FOUND, BAD_INPUT, BLOB_MISSING, TOO_LARGE ->
          ErrorKind.messageOf(failure);
      default -> throw failure;
    };
  }
}
