package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ledger.Ledger;
import dev.nightshift.workflows.ports.Claims;
import dev.nightshift.workflows.ports.Diagnosis.Findings;
import dev.nightshift.workflows.values.Answer;
import dev.nightshift.workflows.values.Cause;
import io.temporal.workflow.Workflow;

/** One flow looks after a cause: the next night finds its pull request, or its question. */
final class CauseClaims {
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

  private Cause taken(Cause cause) {
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

  /** The next night's same cause is told where its fix is, by a cancelled flow too. */
  void note(Attempt attempt, String where) {
    String note =
        where.length() <= Ledger.LONGEST ? where : where.substring(0, Ledger.LONGEST - 1) + "…";
    for (Cause cause : attempt.findings().causes()) {
      if (cause.mended()) {
        claims.claim(project, key(cause), workflow, note);
      } else if (Causes.isOurs(cause)) {
        release(cause);
      }
    }
  }

  void release(Attempt attempt) {
    attempt.findings().causes().stream().filter(Causes::isOurs).forEach(this::release);
  }

  /** What is answered is asked no more; as something to be mended it is taken again. */
  void release(Attempt attempt, Answer answered) {
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
