package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.CodeHost;
import dev.nightshift.workflows.ports.Reports;
import dev.nightshift.workflows.ports.Reports.PullText;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Pull;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;

/** What leaves: a branch, and at most one pull request, which may be a draft for a while. */
final class Publishing {
  private static final String ABANDONED =
      "The run that this draft came from was stopped before anybody decided. Nothing more will come"
          + " to it from Nightshift: mark it ready, or close it, as you see fit.";

  /** Flows of an earlier build did not look at a draft again. */
  private static final String LOOKED_AT = "draft-looked-at";

  private final RemediationRequest request;
  private final CodeHost codeHost;
  private final Reports reports;
  private final Trail trail;
  private final CauseClaims claims;
  private final Lookout lookout;
  private final String workflow = Workflow.getInfo().getWorkflowId();
  private Pull opened;
  private boolean draft;
  private boolean settled;

  Publishing(
      RemediationRequest request, Ports ports, Trail trail, CauseClaims claims, Lookout lookout) {
    this.request = request;
    this.codeHost = ports.codeHost;
    this.reports = ports.reports;
    this.trail = trail;
    this.claims = claims;
    this.lookout = lookout;
  }

  /** What is out there already, or null. */
  Pull opened() {
    return opened;
  }

  /** Whether as many wait for people as the policy allows; who asks for a run wants its fix. */
  boolean isFull() {
    return !request.byPerson()
        && codeHost.openPulls(request.project()).size() >= request.policy().maxOpenPulls();
  }

  /** Or, where a draft is out there already, gives it this fix in place of the one that it has. */
  Pull open(Account account, boolean asDraft) {
    String branch = Ids.branch(workflow);
    trail.enter("publish", branch);
    boolean asking = account.causes().stream().anyMatch(Cause::asks);
    CodeHost.PullRequest wanted = pullRequest(account, asDraft, asking);
    String commit = codeHost.publishBranch(wanted.publication());
    Pull found = opened == null ? codeHost.openPull(wanted) : codeHost.reword(wanted, opened);
    // Whatever fails from here on: it is out there, and must not be forgotten.
    opened = new Pull(found.number(), found.url(), branch, commit, found.state());
    draft = asDraft;
    Workflow.newDetachedCancellationScope(() -> remember(account)).run();
    return opened;
  }

  private void remember(Account account) {
    claims.note(account.attempt(), opened.url());
    lookout.begin(opened, account);
  }

  /** Whoever watches what is out there goes on from how this ended. */
  void concluded(Ending ending, BlobRef report, String place) {
    if (opened != null) {
      Workflow.newDetachedCancellationScope(() -> lookout.conclude(ending, report, place)).run();
    }
  }

  /** Whether it is ready for review now; somebody may have closed it. */
  boolean makeReady(Account account) {
    trail.enter("publish", opened.branch());
    Pull ready = codeHost.markReady(pullRequest(account, false, false), opened);
    draft = false;
    return !ready.state().equals("closed");
  }

  /**
   * A draft that nobody wants any more is closed with a word; false where somebody had merged it.
   */
  boolean closeDraft(String why) {
    if (!draft) {
      return true;
    }
    draft = false;
    return !codeHost.close(request.project(), opened, why).state().equals("merged");
  }

  void heardSettled() {
    settled = true;
  }

  /** Whether a person merged or closed the draft by hand, so that nothing is left to decide. */
  boolean isSettled() {
    return draft && settled;
  }

  /** How it stands outside, whatever was decided here. */
  String state() {
    return Workflow.getVersion(LOOKED_AT, Workflow.DEFAULT_VERSION, 1) < 1
        ? "unknown"
        : codeHost.look(request.project(), opened).pull().state();
  }

  boolean isStillOpen() {
    return state().equals("open");
  }

  /** A draft that waits would wait for ever: whoever comes across it is told, and it stays. */
  void abandon() {
    if (draft) {
      Workflow.newDetachedCancellationScope(this::sayNothingMoreComes).run();
    }
  }

  private void sayNothingMoreComes() {
    try {
      codeHost.comment(request.project(), opened, ABANDONED);
    } catch (ActivityFailure unsaid) {
      trail.found("Draft " + opened.number() + ": " + ErrorKind.messageOf(unsaid));
    }
  }

  private CodeHost.PullRequest pullRequest(Account account, boolean asDraft, boolean asking) {
    PullText text = reports.describe(account.story(request, Ending.PULL_REQUEST, "", asking));
    CodeHost.Publication publication =
        new CodeHost.Publication(
            workflow,
            account.attempt().patched(),
            Ids.branch(workflow),
            text.commitMessage(),
            account.attempt().verification(),
            account.decision(),
            account.examination(request),
            text.commits());
    return new CodeHost.PullRequest(publication, text.title(), text.body(), asDraft, asking);
  }
}
