package dev.nightshift.workflows.remediation;

import static dev.nightshift.workflows.ledger.Ledger.REMEMBERED_DAYS;
import static dev.nightshift.workflows.ledger.Ledger.SUGGESTED_DAYS;

import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ledger.Ledger;
import dev.nightshift.workflows.ports.Claims;
import dev.nightshift.workflows.ports.Diagnosis.Findings;
import dev.nightshift.workflows.values.Answer;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Verdict;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One flow looks after a cause: the next night finds its pull request, or its question. */
final class CauseClaims {
  /** Flows of an earlier build held what had passed to their end. */
  private static final String LET_GO = "let-go";

  private static final String UNTIL = " (looked for again after ";
  private static final Pattern LAST_DAY =
      Pattern.compile(Pattern.quote(UNTIL) + "(\\d{4}-\\d\\d-\\d\\d)\\)$");

  private final String project;
  private final Claims claims;
  private final Succession succession;
  private final Lookout lookout;
  private final String workflow = Workflow.getInfo().getWorkflowId();

  CauseClaims(String project, Claims claims, Succession succession, Lookout lookout) {
    this.project = project;
    this.claims = claims;
    this.succession = succession;
    this.lookout = lookout;
  }

  /** The findings, with what another flow looks after left to it, and said. */
  Findings taken(Findings findings) {
    return findings.with(
        findings.causes().stream()
            .map(cause -> Causes.isOurs(cause) ? taken(cause) : cause)
            .toList());
  }

  private Cause taken(Cause open) {
    Cause cause = open.asks() ? recalled(open) : open;
    if (!Causes.isOurs(cause)) {
      return cause;
    }
    Claims.Holder holder = claims.claim(project, key(cause), workflow, "");
    if (!holder.yours()) {
      holder = lookout.ask(key(cause), succession.succeed(key(cause), holder));
    }
    if (holder.yours()) {
      return cause;
    }
    String where = holder.note().isEmpty() ? holder.owner() : holder.note();
    return cause.takenBy(where);
  }

  /** As somebody answered it on another night; the same way out must still be offered. */
  private Cause recalled(Cause cause) {
    List<String> said = claims.recall(project, Ids.said(cause.matter())).lines().toList();
    return said.size() < 2
        ? cause
        : Questions.option(cause, said.get(0))
            .map(
                option ->
                    cause.answered(
                        option, said.get(1), String.join(" ", said.subList(2, said.size()))))
            .orElse(cause);
  }

  /** What is answered is asked no more, tonight and for a while. */
  void hear(Attempt attempt, Answer answer) {
    release(attempt, answer);
    remember(attempt, answer);
  }

  /** What a person said holds for a while: nobody is asked the same every night. */
  private void remember(Attempt attempt, Answer answer) {
    if (answer.option().equals(Cause.Option.NONE)) {
      return;
    }
    LocalDate today = date(0);
    String who =
        answer.person() + " on " + today + " (asked again after " + date(REMEMBERED_DAYS) + ")";
    String reason = answer.reason().isBlank() ? "" : "\n (" + oneLine(answer.reason()) + ")";
    String words = answer.option() + "\n" + who + reason;
    attempt.findings().causes().stream()
        .filter(cause -> Questions.isMeant(cause, answer))
        .forEach(cause -> claims.remember(project, Ids.said(cause.matter()), cut(words)));
  }

  private static LocalDate date(int days) {
    return day(Workflow.currentTimeMillis()).plusDays(days);
  }

  static LocalDate day(long millis) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  private static String cut(String text) {
    return text.length() <= Ledger.LONGEST ? text : text.substring(0, Ledger.LONGEST - 1) + "…";
  }

  /** The next night's same cause is told where its fix is, by a cancelled flow too. */
  void note(Attempt attempt, String where) {
    String note = cut(where);
    for (Cause cause : attempt.findings().causes()) {
      if (cause.mended()) {
        claims.claim(project, key(cause), workflow, note);
      } else if (cause.verdict() == Verdict.CODE) {
        release(cause);
      }
    }
  }

  /** Who closed it stands there already where whoever watches it knows. */
  void noteClosed(Attempt attempt, String url) {
    for (Cause cause : Causes.mended(attempt.findings().causes())) {
      if (!isNo(claims.claim(project, key(cause), workflow, ""))) {
        claims.claim(project, key(cause), workflow, url + " was closed" + Ledger.UNMERGED);
      }
    }
  }

  /** Where the fix is in a report alone. */
  void noteSuggested(Attempt attempt, String run) {
    note(attempt, "a fix is in the report of run " + run + UNTIL + date(SUGGESTED_DAYS) + ")");
  }

  /** Whether it is held for a while because its fix is in a report. */
  static boolean isSuggested(Claims.Holder holder) {
    return LAST_DAY.matcher(holder.note()).find();
  }

  /** Whether that is over. */
  static boolean isOver(Claims.Holder holder) {
    Matcher last = LAST_DAY.matcher(holder.note());
    return last.find() && LocalDate.parse(last.group(1)).isBefore(date(0));
  }

  /** Whether it is held because somebody did not want its fix. */
  static boolean isNo(Claims.Holder holder) {
    return saidNo(holder) || holder.note().endsWith(Ledger.UNMERGED);
  }

  /** The same, where they decided on it rather than close it. */
  static boolean saidNo(Claims.Holder holder) {
    return holder.note().contains(Ledger.SAID_NO);
  }

  /** What turned out to be something else, such as nothing. */
  void releaseGone(Findings taken, Attempt attempt) {
    List<String> there =
        attempt.findings().causes().stream().filter(Causes::isOurs).map(CauseClaims::key).toList();
    List<Cause> gone =
        taken.causes().stream()
            .filter(cause -> Causes.isOurs(cause) && !there.contains(key(cause)))
            .toList();
    if (!gone.isEmpty() && Workflow.getVersion(LET_GO, Workflow.DEFAULT_VERSION, 1) == 1) {
      gone.forEach(this::release);
    }
  }

  /** What is open goes on being asked. */
  void releaseMended(Attempt attempt) {
    Causes.with(attempt.findings().causes(), Verdict.CODE).forEach(this::release);
  }

  /** What nobody answered is asked again where it fails again. */
  void releaseOpen(Attempt attempt) {
    attempt.findings().causes().stream().filter(Cause::asks).forEach(this::release);
  }

  void release(Attempt attempt) {
    attempt.findings().causes().stream().filter(Causes::isOurs).forEach(this::release);
  }

  /** As something to be mended it is taken again. */
  private void release(Attempt attempt, Answer answered) {
    attempt.findings().causes().stream()
        .filter(cause -> Questions.isMeant(cause, answered))
        .forEach(this::release);
  }

  private void release(Cause cause) {
    claims.release(project, key(cause), workflow);
  }

  static String key(Cause cause) {
    return Ids.cause(cause.signature());
  }
}
