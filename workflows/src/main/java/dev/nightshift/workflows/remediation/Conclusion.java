package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.CodeHost;
import dev.nightshift.workflows.ports.Gate.Examination;
import dev.nightshift.workflows.ports.Reports.PullText;
import dev.nightshift.workflows.ports.Reports.Report;
import dev.nightshift.workflows.ports.Reports.Story;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.FailureSummary;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.values.Ruling;
import dev.nightshift.workflows.values.Usage;
import dev.nightshift.workflows.values.Verdict;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.util.List;

/**
 * The endings of a remediation: each leaves one report, at most one pull request, and one message.
 */
final class Conclusion {
  private static final String ABANDONED =
      "The run that this draft came from was stopped before anybody decided. Nothing more will come"
          + " to it from Nightshift: mark it ready, or close it, as you see fit.";

  private final RemediationRequest request;
  private final Ports ports;
  private final Telling telling;
  private final Trail trail;
  private final CauseClaims claims;
  private final String workflow = Workflow.getInfo().getWorkflowId();
  private Pull opened;
  private boolean draft;

  Conclusion(
      RemediationRequest request, Ports ports, Telling telling, Trail trail, CauseClaims claims) {
    this.request = request;
    this.ports = ports;
    this.telling = telling;
    this.trail = trail;
    this.claims = claims;
  }

  RemediationOutcome cannotBeRead(String why) {
    return ended(Ending.CANNOT_BE_READ, "The run cannot be read: " + why, null, null, null, null);
  }

  /** What nobody asked for is passed over without a word; of the rest there is a report. */
  RemediationOutcome turnedAway(Arrival.Objection objection) {
    return objection.ending() == Ending.PASSED_OVER
        ? objection.untold(trail)
        : ended(objection.ending(), objection.why(), null, null, null, null);
  }

  RemediationOutcome nothingFailed(FailureSummary summary) {
    return ended(Ending.NOTHING_FAILED, "Nothing failed in this run.", summary, null, null, null);
  }

  RemediationOutcome report(FailureSummary summary, Attempt attempt) {
    String headline =
        Causes.with(attempt.findings().causes(), Verdict.CODE).size() > 0
            ? "No fix that holds was found; " + Causes.counted(attempt.findings().causes()) + "."
            : (Causes.with(attempt.findings().causes(), Verdict.UNCLEAR).isEmpty()
                    ? "Nothing to change in the project; "
                    : "A person has to look; ")
                + Causes.counted(attempt.findings().causes())
                + ".";
    claims.release(attempt);
    return ended(Ending.REPORT, headline, summary, attempt, null, null);
  }

  /** What is known so far, for whoever is asked: the report is there in the morning. */
  BlobRef meanwhile(FailureSummary summary, Attempt attempt, String question) {
    return ports
        .reports
        .write(story(Ending.REPORT, question, summary, attempt, null, null))
        .markdown();
  }

  /** Something could not be had or was refused: said, so that nobody looks for it in a log. */
  RemediationOutcome stopped(FailureSummary summary, Attempt attempt, String why) {
    if (attempt != null && opened == null) {
      claims.release(attempt);
    }
    return ended(
        Ending.STOPPED, "It could not be finished: " + why, summary, attempt, null, opened);
  }

  RemediationOutcome notPublished(
      Ending ending, FailureSummary summary, Attempt attempt, Decision decision) {
    String headline =
        decision == null ? "Nobody decided in time; the fix is in the report." : saidNo(decision);
    claims.release(attempt);
    return ended(ending, headline, summary, attempt, decision, null);
  }

  /** Where nothing is ever published: the next night is told where to read it. */
  RemediationOutcome suggested(FailureSummary summary, Attempt attempt) {
    claims.note(attempt, "a fix is in the report of run " + request.run());
    String headline = "A fix that holds is in the report; the policy publishes none.";
    return ended(Ending.REPORT, headline, summary, attempt, null, null);
  }

  Pull open(FailureSummary summary, Attempt attempt, Decision decision) {
    return open(summary, attempt, decision, false);
  }

  /** Before anybody was asked: where the policy allows it. */
  Pull openDraft(FailureSummary summary, Attempt attempt) {
    return open(summary, attempt, null, true);
  }

  private Pull open(FailureSummary summary, Attempt attempt, Decision decision, boolean asDraft) {
    String branch = Ids.branch(workflow);
    trail.enter("publish", branch);
    CodeHost.PullRequest wanted = pullRequest(summary, attempt, decision, asDraft);
    String commit = ports.codeHost.publishBranch(wanted.publication());
    Pull found = ports.codeHost.openPull(wanted);
    // Whatever fails from here on: it is out there, and must not be forgotten.
    opened = new Pull(found.number(), found.url(), branch, commit, found.state());
    draft = asDraft;
    Workflow.newDetachedCancellationScope(() -> claims.note(attempt, opened.url())).run();
    return opened;
  }

  RemediationOutcome draftReady(
      FailureSummary summary, Attempt attempt, Decision decision, Pull pull) {
    trail.enter("publish", pull.branch());
    Pull ready = ports.codeHost.markReady(pullRequest(summary, attempt, decision, false), pull);
    draft = false;
    if (ready.state().equals("closed")) {
      claims.release(attempt);
      String headline = "Draft " + pull.number() + " had been closed before it was agreed to.";
      return ended(Ending.REJECTED, headline, summary, attempt, decision, pull);
    }
    return published(summary, attempt, decision, pull);
  }

  /**
   * Somebody stopped the flow. A draft that waits would wait for ever: whoever comes across it is
   * told, and it stays theirs to take or to close.
   */
  void cancelled() {
    if (draft) {
      Workflow.newDetachedCancellationScope(this::sayNothingMoreComes).run();
    }
  }

  private void sayNothingMoreComes() {
    try {
      ports.codeHost.comment(request.project(), opened, ABANDONED);
    } catch (ActivityFailure unsaid) {
      trail.found("Draft " + opened.number() + ": " + ErrorKind.messageOf(unsaid));
    }
  }

  RemediationOutcome draftRejected(
      FailureSummary summary, Attempt attempt, Decision decision, Pull pull) {
    String said = saidNo(decision);
    ports.codeHost.close(request.project(), pull, said);
    draft = false;
    claims.note(attempt, pull.url() + " was closed: " + said);
    return ended(Ending.REJECTED, said, summary, attempt, decision, pull);
  }

  /** A later run of the job says more: what waited on this one is closed with a word. */
  RemediationOutcome overtaken(FailureSummary summary, Attempt attempt, Newer later) {
    if (draft) {
      ports.codeHost.close(request.project(), opened, later.told());
      draft = false;
    }
    claims.release(attempt);
    return ended(Ending.SUPERSEDED, later.told(), summary, attempt, null, opened);
  }

  /** A draft that nobody looked at is no «no»: it stays, and the next night is told of it. */
  RemediationOutcome draftExpired(FailureSummary summary, Attempt attempt, Pull pull) {
    String headline = "Nobody decided in time; draft " + pull.number() + " is still there.";
    return ended(Ending.EXPIRED, headline, summary, attempt, null, pull);
  }

  RemediationOutcome published(
      FailureSummary summary, Attempt attempt, Decision decision, Pull pull) {
    int causes = Causes.mended(attempt.findings().causes()).size();
    String headline =
        "Pull request "
            + pull.number()
            + " makes "
            + causes
            + (causes == 1 ? " cause" : " causes")
            + " green.";
    return ended(Ending.PULL_REQUEST, headline, summary, attempt, decision, pull);
  }

  /** Names the proof that a decision was made on. */
  String verification(Attempt attempt) {
    return attempt.after().runResults() == null ? "" : attempt.after().runResults().sha256();
  }

  private static String saidNo(Decision decision) {
    return decision.person()
        + " said no"
        + (decision.reason().isBlank() ? "." : ": " + decision.reason());
  }

  private CodeHost.PullRequest pullRequest(
      FailureSummary summary, Attempt attempt, Decision decision, boolean asDraft) {
    PullText text =
        ports.reports.describe(story(Ending.PULL_REQUEST, "", summary, attempt, decision, null));
    CodeHost.Publication publication =
        new CodeHost.Publication(
            workflow,
            attempt.patched(),
            Ids.branch(workflow),
            text.commitMessage(),
            attempt.verification(),
            decision,
            examination(attempt));
    return new CodeHost.PullRequest(publication, text.title(), text.body(), asDraft);
  }

  private Examination examination(Attempt attempt) {
    return new Examination(
        attempt.patched(),
        Causes.forGate(attempt.findings().causes()),
        request.policy(),
        attempt.before().inShort(),
        attempt.after().inShort(),
        attempt.findings().facts());
  }

  private RemediationOutcome ended(
      Ending ending,
      String headline,
      FailureSummary summary,
      Attempt attempt,
      Decision decision,
      Pull pull) {
    trail.enter("report", headline);
    Report report = ports.reports.write(story(ending, headline, summary, attempt, decision, pull));
    telling.ending(headline, pull == null ? "" : pull.url());
    trail.end("done", headline);
    List<Cause> causes = attempt == null ? List.of() : attempt.findings().causes();
    return new RemediationOutcome(
        ending,
        headline,
        causes,
        ending == Ending.PULL_REQUEST ? Causes.nodesNotMended(causes) : Causes.allNodes(causes),
        pull,
        attempt == null || attempt.patched() == null ? null : attempt.patched().patch(),
        report.path(),
        report.markdown(),
        refusals(attempt),
        decision,
        trail.progress().steps(),
        attempt == null || attempt.answer() == null ? Usage.NONE : attempt.answer().usage(),
        report.html(),
        report.letters());
  }

  private Story story(
      Ending ending,
      String headline,
      FailureSummary summary,
      Attempt attempt,
      Decision decision,
      Pull pull) {
    return new Story(
        workflow,
        request.project(),
        request.run(),
        ending.name(),
        headline,
        summary,
        attempt == null ? List.of() : attempt.findings().causes(),
        attempt == null ? null : attempt.findings().evidence(),
        attempt == null ? null : attempt.patched(),
        attempt == null || attempt.answer() == null ? "" : attempt.answer().explanation(),
        attempt == null || attempt.before() == null ? null : attempt.before().inShort(),
        attempt == null || attempt.after() == null ? null : attempt.after().inShort(),
        refusals(attempt),
        decision,
        pull,
        attempt == null ? null : attempt.change(),
        request.policy().privacy());
  }

  private static List<Ruling.Refusal> refusals(Attempt attempt) {
    return attempt == null || attempt.ruling() == null ? List.of() : attempt.ruling().refusals();
  }
}
