package dev.nightshift.workflows.watch;

import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ledger.Ledger;
import dev.nightshift.workflows.ports.Artifacts.Rerun;
import dev.nightshift.workflows.ports.Chat;
import dev.nightshift.workflows.ports.Chat.Matter;
import dev.nightshift.workflows.ports.Claims;
import dev.nightshift.workflows.ports.CodeHost;
import dev.nightshift.workflows.ports.Reports;
import dev.nightshift.workflows.ports.Reports.Report;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.watch.Watch.Again;
import dev.nightshift.workflows.watch.Watch.Conclusion;
import dev.nightshift.workflows.watch.WatchOutcome.Ending;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/** The endings of a watch: what becomes of the claims, and who is told. */
final class LastWord {
  private static final String LISTED = "found by the job it waits for";

  private final WatchRequest request;
  private final Trail trail;
  private final Claims claims;
  private final CodeHost codeHost;
  private final Reports reports;
  private final Chat chat;
  private final int number;
  private final String workflow = Workflow.getInfo().getWorkflowId();
  private Conclusion conclusion = new Conclusion(null, "", false);

  LastWord(WatchRequest request, Trail trail) {
    this.request = request;
    this.trail = trail;
    this.number = request.pull().number();
    var publishing = Options.publishing(request.pace());
    this.claims = Workflow.newActivityStub(Claims.class, publishing);
    this.codeHost = Workflow.newActivityStub(CodeHost.class, publishing);
    this.reports = Workflow.newActivityStub(Reports.class, publishing);
    this.chat = Workflow.newActivityStub(Chat.class, publishing);
  }

  /** There is a report to add to, and a thread to go on with. */
  void after(Conclusion of) {
    conclusion = of;
  }

  /** Whoever opened it waits no more. */
  boolean isConcluded() {
    return conclusion.report() != null;
  }

  boolean isGivenUp() {
    return conclusion.givenUp();
  }

  WatchOutcome gone(Rerun rerun) {
    String headline =
        "Mended by pull request " + number + ": it passed in run " + rerun.run() + ".";
    release();
    Report report = reported(List.of(headline));
    say(Matter.ENDING, headline);
    return ended(Ending.GONE, headline, rerun.run(), report);
  }

  WatchOutcome notGone(Rerun rerun) {
    String failed = String.join(", ", rerun.failed());
    release();
    return notGone(rerun.run(), "Run " + rerun.run() + " says: " + failed + " failed.", "");
  }

  /** The claims are free by now. {@code heard} is whether the later run's flow goes on with it. */
  WatchOutcome notGone(Again again, boolean heard) {
    String failed = "Run " + again.run() + " failed of the same.";
    return heard
        ? notGone(again.run(), failed, again.workflow())
        : notGone(again.run(), failed + unattended(again), "");
  }

  private static String unattended(Again again) {
    return " Nobody looks after it: "
        + again.workflow()
        + " went on before this was known. It is begun again by: ./nightshift fix --retry "
        + again.run();
  }

  private WatchOutcome notGone(String run, String says, String workflow) {
    String headline = "Pull request " + number + " did not mend it: run " + run + " failed again.";
    String after = workflow.isEmpty() ? "" : workflow + " looks after it.";
    List<String> since = new ArrayList<>(List.of(headline));
    request.mended().forEach(cause -> since.add("It was to mend: " + cause.because()));
    since.add(after.isEmpty() ? says : says + " " + after);
    Report report = reported(since);
    comment(headline + (after.isEmpty() ? "" : " `" + workflow + "` looks after it."));
    say(Matter.ENDING, after.isEmpty() ? headline : headline + " " + after);
    return ended(Ending.NOT_GONE, headline, run, report);
  }

  WatchOutcome unseen() {
    String headline =
        "Pull request " + number + " was merged; no run of the week after shows what came of it.";
    release();
    return ended(Ending.UNSEEN, headline, "", reported(List.of(headline)));
  }

  /** The next night's same cause finds it. */
  WatchOutcome closed(String person) {
    String who = person.isEmpty() ? "" : person + " closed ";
    String how = (person.isEmpty() ? " was closed" : "") + Ledger.UNMERGED;
    for (Cause cause : request.mended()) {
      claims.claim(
          request.project(), key(cause), request.workflow(), who + request.pull().url() + how);
    }
    return ended(
        Ending.CLOSED, "Pull request " + number + " was closed without a merge.", "", null);
  }

  WatchOutcome stillOpen() {
    String headline =
        "Pull request " + number + " is still open after two months; it is watched no longer.";
    say(Matter.NOTE, headline);
    return ended(Ending.STILL_OPEN, headline, "", null);
  }

  WatchOutcome givenUp() {
    return ended(Ending.GIVEN_UP, "Pull request " + number + " was given up.", "", null);
  }

  /** What waits for a merge keeps its claims: it may be merged yet. */
  WatchOutcome stopped(String why, boolean merged) {
    if (merged) {
      release();
    }
    return ended(
        Ending.STOPPED, "Pull request " + number + " is watched no longer: " + why, "", null);
  }

  /** Whether it is found now by who hears that the job has passed; others look by themselves. */
  boolean listed() {
    // Flows of before this was there have no such step in their history.
    if (request.cloud() == null
        || Workflow.getVersion(LISTED, Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
      return false;
    }
    claims.claim(request.project(), listing(), workflow, "");
    return true;
  }

  void listedNoMore() {
    claims.release(request.project(), listing(), workflow);
  }

  private String listing() {
    return Ids.mergedOf(request.cloud().job(), String.valueOf(number));
  }

  void release() {
    request
        .mended()
        .forEach(cause -> claims.release(request.project(), key(cause), request.workflow()));
  }

  private static String key(Cause cause) {
    return Ids.cause(cause.signature());
  }

  /** Null where the remediation ended without one. */
  private Report reported(List<String> since) {
    return conclusion.report() == null
        ? null
        : reports.add(request.project(), request.run(), conclusion.report(), since);
  }

  private void comment(String text) {
    try {
      codeHost.comment(request.project(), request.pull(), text);
    } catch (ActivityFailure unsaid) {
      unheard(unsaid);
    }
  }

  /** In the remediation's thread, which stands as its last word says. */
  private void say(Matter matter, String text) {
    try {
      chat.post(
          new Chat.Message(
              request.project(),
              request.channel(),
              request.workflow() + "#watch",
              request.workflow(),
              text,
              conclusion.place(),
              matter,
              "",
              request.pull().url(),
              List.of()));
    } catch (ActivityFailure unheard) {
      unheard(unheard);
    }
  }

  /** Who cannot be told there is told by the report and the board. */
  private void unheard(ActivityFailure failure) {
    if (CancellationScope.current().isCancelRequested()) {
      throw failure;
    }
    trail.found("Nobody was told: " + ErrorKind.messageOf(failure));
  }

  private WatchOutcome ended(Ending ending, String headline, String run, Report report) {
    trail.end("done", headline);
    return new WatchOutcome(
        ending,
        headline,
        run,
        report == null ? null : report.markdown(),
        report == null ? null : report.html());
  }
}
