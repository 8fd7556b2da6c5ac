package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.approval.ApprovedFlow.Question;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ports.Diagnosis.Findings;
import dev.nightshift.workflows.values.Answer;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Cause.Option;
import dev.nightshift.workflows.values.Progress.Asked;
import dev.nightshift.workflows.values.Progress.Way;
import dev.nightshift.workflows.values.Verdict;
import java.util.List;
import java.util.Optional;

/** What the causes leave open, for a person to say. */
final class Questions {
  /** They stand in a memo; the rest is asked when these are answered. */
  private static final int MOST = 10;

  private static final int LONGEST = 600;

  private static final String TOO_LATE =
      "this was said when the rest was out already; the next failed run is mended by it, or"
          + " `./nightshift fix --retry` of this one";

  private Questions() {}

  static List<Asked> of(List<Cause> causes) {
    return causes.stream()
        .filter(Cause::asks)
        .limit(MOST)
        .map(
            cause ->
                new Asked(
                    id(cause),
                    shortened(cause.because()),
                    cause.options().stream()
                        .map(option -> new Way(option.id(), shortened(option.says())))
                        .toList()))
        .toList();
  }

  /** Whether the fix may leave, and what else is open. */
  static Question toDecide(String what, Attempt attempt, List<Asked> open) {
    return new Question(
        toDecide(what, attempt),
        attempt.patched().base(),
        attempt.patched().patch(),
        attempt.verification(),
        open);
  }

  private static String toDecide(String what, Attempt attempt) {
    int causes = Causes.mended(attempt.findings().causes()).size();
    int files = attempt.answer().files().size();
    String why = attempt.ruling().ask();
    return "%s %d %s that makes %d %s green%s%s"
        .formatted(
            what,
            files,
            files == 1 ? "file" : "files",
            causes,
            causes == 1 ? "cause" : "causes",
            what.contains("?") ? "." : "?",
            why.isEmpty() ? "" : " You are asked because " + why + ".");
  }

  static String toAnswer(List<Asked> open) {
    return open.size() == 1 ? open.get(0).says() : open.size() + " questions are open.";
  }

  /** The findings, and of the one that was asked about what the person said. */
  static Findings answered(Findings findings, Answer answer) {
    return findings.with(
        findings.causes().stream()
            .map(cause -> isMeant(cause, answer) ? answered(cause, answer) : cause)
            .toList());
  }

  /** The same, where it is too late for an edit: the fix of the rest is out. */
  static Findings noted(Findings findings, Answer answer) {
    return findings.with(
        findings.causes().stream()
            .map(cause -> isMeant(cause, answer) ? noted(cause, answer) : cause)
            .toList());
  }

  private static Cause noted(Cause cause, Answer answer) {
    Cause said = answered(cause, answer);
    return said.mended() ? said.leftAlone(TOO_LATE) : said;
  }

  /** Whether the answer calls for an edit, so that it is worth another look. */
  static boolean callsForAnEdit(Findings findings, Answer answer) {
    return findings.causes().stream()
        .filter(cause -> isMeant(cause, answer))
        .anyMatch(cause -> option(cause, answer).verdict() == Verdict.CODE);
  }

  static boolean isMeant(Cause cause, Answer answer) {
    return cause.asks() && id(cause).equals(answer.question());
  }

  private static Cause answered(Cause cause, Answer answer) {
    String reason = answer.reason().isBlank() ? "" : " (" + answer.reason().strip() + ")";
    return cause.answered(option(cause, answer), answer.person(), reason);
  }

  private static Option option(Cause cause, Answer answer) {
    return option(cause, answer.option()).orElseThrow();
  }

  static Optional<Option> option(Cause cause, String id) {
    return cause.options().stream().filter(option -> option.id().equals(id)).findFirst();
  }

  private static String id(Cause cause) {
    return Ids.question(cause.signature());
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }
}
