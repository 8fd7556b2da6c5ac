package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.approval.ApprovedFlow.Question;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ledger.Ledger;
import dev.nightshift.workflows.ports.Reports;
import dev.nightshift.workflows.ports.Reports.Report;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.FailureSummary;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.values.Usage;
import dev.nightshift.workflows.values.Verdict;
import java.util.List;

/** The endings of a remediation: each leaves one report and one message. */
final class Conclusion {
  static final String IN_THE_REPORT = "A fix that holds is in the report.";

  private final RemediationRequest request;
  private final Reports reports;
  private final Telling telling;
  private final Trail trail;
  private final CauseClaims claims;
  private final Publishing publishing;
  private final Retelling retelling;

  Conclusion(
      RemediationRequest request,
      Reports reports,
      Telling telling,
      Trail trail,
      CauseClaims claims,
      Publishing publishing,
      Retelling retelling) {
    this.request = request;
    this.reports = reports;
    this.telling = telling;
    this.trail = trail;
    this.claims = claims;
    this.publishing = publishing;
    this.retelling = retelling;
  }

  RemediationOutcome cannotBeRead(String why) {
    return ended(Ending.CANNOT_BE_READ, "The run cannot be read: " + why, Account.NOTHING);
  }

  /** What nobody asked for is passed over without a word; of the rest there is a report. */
  RemediationOutcome turnedAway(Arrival.Objection objection, Account known) {
    return objection.ending() == Ending.PASSED_OVER
        ? objection.untold(trail)
        : ended(objection.ending(), objection.why(), known);
  }

  /** Who names the job tells of each of its runs: that one passed is no news. */
  RemediationOutcome nothingFailed(FailureSummary summary) {
    String headline = "Nothing failed in this run.";
    return request.job().isEmpty()
        ? ended(Ending.NOTHING_FAILED, headline, Account.of(summary, null, "", Usage.NONE))
        : new Arrival.Objection(Ending.NOTHING_FAILED, headline).untold(trail);
  }

  RemediationOutcome report(Account account) {
    List<Cause> causes = account.causes();
    String headline = who(causes) + Causes.counted(causes) + Retelling.counted(causes) + ".";
    claims.release(account.attempt());
    return ended(Ending.REPORT, headline, account);
  }

  private static String who(List<Cause> causes) {
    if (!Causes.with(causes, Verdict.CODE).isEmpty()) {
      return "No fix that holds was found; ";
    }
    if (!Causes.with(causes, Verdict.UNCLEAR).isEmpty()) {
      return "A person has to look; ";
    }
    return causes.stream().allMatch(cause -> cause.taken().isEmpty())
        ? "Nothing to change in the project; "
        : "What is to change is looked after already; ";
  }

  /** What is known so far, for whoever is asked: the report is there in the morning. */
  Report meanwhile(Account account, Question question) {
    Report report = reports.write(account.story(request, question));
    retelling.remember(account.attempt());
    return report;
  }

  /** Something could not be had or was refused: said, so that nobody looks for it in a log. */
  RemediationOutcome stopped(Account account, String why) {
    if (account.attempt() != null && publishing.opened() == null) {
      claims.release(account.attempt());
    }
    return ended(
        Ending.STOPPED, "It could not be finished: " + why, account.with(publishing.opened()));
  }

  RemediationOutcome expired(Account account) {
    claims.release(account.attempt());
    return ended(Ending.EXPIRED, "Nobody decided in time; the fix is in the report.", account);
  }

  /** Nobody is asked the same every night. */
  RemediationOutcome rejected(Account account) {
    String said = saidNo(account.decision());
    claims.note(account.attempt(), "run " + request.run() + ", where " + said);
    claims.releaseOpen(account.attempt());
    return ended(Ending.REJECTED, said, account);
  }

  /** Where nothing is ever published: the next night is told where to read it. */
  void noteSuggested(Account account) {
    claims.noteSuggested(account.attempt(), request.run());
  }

  RemediationOutcome suggested(Account account) {
    claims.releaseOpen(account.attempt());
    String headline = "A fix that holds is in the report; the policy publishes none.";
    return ended(Ending.REPORT, headline, account);
  }

  /** People have enough to look at: the next night tries again. */
  RemediationOutcome held(Account account) {
    claims.releaseOpen(account.attempt());
    int most = request.policy().maxOpenPulls();
    String headline =
        "A fix that holds is in the report; "
            + (most == 1 ? "a pull request waits" : most + " pull requests wait")
            + " for people already. To have this one too: ./nightshift fix --retry "
            + request.run();
    return ended(Ending.REPORT, headline, account);
  }

  RemediationOutcome published(Account account, Pull pull) {
    claims.releaseOpen(account.attempt());
    return ended(Ending.PULL_REQUEST, green(account, pull), account.with(pull));
  }

  static String green(Account account, Pull pull) {
    return "Pull request " + pull.number() + " makes " + mended(account) + " green.";
  }

  private static String mended(Account account) {
    int causes = Causes.mended(account.causes()).size();
    return causes + (causes == 1 ? " cause" : " causes");
  }

  RemediationOutcome draftReady(Account account) {
    Pull pull = publishing.opened();
    if (publishing.makeReady(account)) {
      return published(account, pull);
    }
    claims.release(account.attempt());
    String headline = "Draft " + pull.number() + " had been closed before it was agreed to.";
    return ended(Ending.REJECTED, headline, account.with(pull));
  }

  RemediationOutcome draftRejected(Account account) {
    Pull pull = publishing.opened();
    String said = saidNo(account.decision());
    if (!publishing.closeDraft(said)) {
      return published(account, pull);
    }
    claims.note(account.attempt(), pull.url() + " was closed: " + said);
    claims.releaseOpen(account.attempt());
    return ended(Ending.REJECTED, said, account.with(pull));
  }

  /** Nobody decided here; a person may have done so where the draft is. */
  RemediationOutcome draftUndecided(Account account) {
    Pull pull = publishing.opened();
    String state = publishing.state();
    claims.releaseOpen(account.attempt());
    if (state.equals("merged")) {
      String headline =
          "Draft " + pull.number() + " was merged by hand; it makes " + mended(account) + " green.";
      return ended(Ending.PULL_REQUEST, headline, account.with(pull));
    }
    if (state.equals("closed")) {
      claims.noteClosed(account.attempt(), pull.url());
      String headline = "Draft " + pull.number() + " was closed by hand without a merge.";
      return ended(Ending.REJECTED, headline, account.with(pull));
    }
    // That nobody looked at it is no «no»: it stays, and the next night is told of it.
    String headline = "Nobody decided in time; draft " + pull.number() + " is still there.";
    return ended(Ending.EXPIRED, headline, account.with(pull));
  }

  /** A later run of the job says more: what waited on this one is closed with a word. */
  RemediationOutcome overtaken(Account account, Newer later) {
    if (!publishing.closeDraft(later.told())) {
      return published(account, publishing.opened());
    }
    claims.release(account.attempt());
    return ended(Ending.SUPERSEDED, later.told(), account.with(publishing.opened()));
  }

  private static String saidNo(Decision decision) {
    return decision.person()
        + Ledger.SAID_NO
        + (decision.reason().isBlank() ? "." : ": " + decision.reason());
  }

  private RemediationOutcome ended(Ending ending, String headline, Account account) {
    trail.enter("report", headline);
    Report report = reports.write(account.story(request, ending, headline));
    Pull pull = account.pull();
    telling.ending(headline, pull, report.brief());
    retelling.remember(account.attempt());
    publishing.concluded(ending, report.markdown(), telling.place());
    trail.end(ending == Ending.CANNOT_BE_READ ? "unreadable" : "done", headline);
    Attempt attempt = account.attempt();
    List<Cause> causes = account.causes();
    return new RemediationOutcome(
        ending,
        headline,
        causes,
        ending == Ending.PULL_REQUEST ? Causes.nodesNotMended(causes) : Causes.allNodes(causes),
        pull,
        attempt == null || attempt.patched() == null ? null : attempt.patched().patch(),
        report.path(),
        report.markdown(),
        account.refusals(),
        account.decision(),
        trail.progress().steps(),
        account.usage(),
        report.html(),
        report.letters());
  }
}
