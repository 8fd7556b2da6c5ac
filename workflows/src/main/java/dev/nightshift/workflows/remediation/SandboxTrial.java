package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Comparisons;
import dev.nightshift.workflows.ports.Dbt;
import dev.nightshift.workflows.ports.Diagnosis.Case;
import dev.nightshift.workflows.ports.Diagnosis.Findings;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Failure;
import dev.nightshift.workflows.values.Pace;
import dev.nightshift.workflows.values.Sandbox;
import dev.nightshift.workflows.values.Usage;
import dev.nightshift.workflows.values.Verdict;
import dev.nightshift.workflows.values.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reproduces the failure in a sandbox, for a fix to be tried there. */
final class SandboxTrial {
  /** What was handed over, where it was tried, what was built, and how that ended without a fix. */
  record Ground(Case subject, Sandbox sandbox, List<String> selected, DbtResult before) {
    Ground with(DbtResult reproduced) {
      return new Ground(subject, sandbox, selected, reproduced);
    }
  }

  private final RemediationRequest request;
  private final Ports ports;
  private final Trail trail;
  private final UnaryOperator<Findings> claims;
  private final Proposals proposals;
  private final TrialSandbox sandbox;
  private final SecondRun secondRun;

  /** {@code claims} leaves to another flow what it looks after already. */
  SandboxTrial(
      RemediationRequest request, Ports ports, Trail trail, UnaryOperator<Findings> claims) {
    this.request = request;
    this.ports = ports;
    this.trail = trail;
    this.claims = claims;
    this.proposals = new Proposals(request, ports, trail);
    this.sandbox = new TrialSandbox(request.project(), ports.sandboxes, trail);
    this.secondRun = new SecondRun(request, ports, trail, sandbox);
  }

  /** By all who worked on it until now. */
  Usage spent() {
    return proposals.spent();
  }

  Attempt of(Case subject, Findings found) {
    return Causes.with(found.causes(), Verdict.CODE).isEmpty()
        ? Attempt.none(secondRun.of(subject, found))
        : of(subject, found, null);
  }

  /**
   * Once more, now that a person did not want what was found; empty when the policy or the engine
   * knows no other way. The engine is asked before anything is copied or built for it.
   */
  Optional<Attempt> again(Case subject, Findings found, Attempt unwanted, String why) {
    if (!proposals.mayTryAgain(unwanted, List.of(why))) {
      return Optional.empty();
    }
    Engines.Result other =
        proposals.ask(
            subject, subject.workspace(), found, Causes.with(found.causes(), Verdict.CODE), null);
    return Optional.of(other)
        .filter(proposals::isNew)
        .map(answer -> of(subject, found, answer))
        .filter(Attempt::publishable);
  }

  private Attempt of(Case subject, Findings found, Engines.Result first) {
    List<String> selected = selected(subject, found);
    if (selected.isEmpty() && !subject.summary().dbtStopped()) {
      return Attempt.none(unproven(found, "no build of dbt shows whether an edit mends it"));
    }
    return sandbox.within(
        subject, made -> attempt(new Ground(subject, made, selected, null), found, first));
  }

  /**
   * What is selected by nothing, such as how old a source is, no build shows; nor one that does not
   * end.
   */
  private static Findings unproven(Findings found, String why) {
    List<Cause> causes =
        found.causes().stream()
            .map(cause -> cause.verdict() == Verdict.CODE ? cause.leftAlone(why) : cause)
            .toList();
    return found.with(causes);
  }

  private static List<String> selected(Case subject, Findings found) {
    List<String> failing =
        subject.summary().failures().stream()
            .map(Failure::selector)
            .filter(selector -> !selector.isEmpty())
            .toList();
    List<String> selected = new ArrayList<>(withBelow(failing));
    selected.addAll(sources(found.causes()));
    return selected;
  }

  private Attempt attempt(Ground bare, Findings found, Engines.Result first) {
    trail.enter("reproduce", "building the failing nodes as they were");
    Ground ground = bare.with(reproduced(bare.subject(), bare.sandbox(), bare.selected()));
    if (!ground.before().ended()) {
      return unended(ground.before(), found);
    }
    Findings findings = ports.diagnosis.reconsider(found, ground.before());
    Attempt attempt = attempted(ground, findings, first);
    return attempt.publishable() ? attempt.with(compared(ground, attempt)) : attempt;
  }

  /** A fix could not be told from the code as it is: each try would only take as long again. */
  private Attempt unended(DbtResult before, Findings found) {
    String said = before.notEnded() + " in the sandbox, on the code as it was that night";
    trail.found("Nothing could be proven: " + said + ".");
    return Attempt.none(unproven(found, said + ", so that no edit can be proven"));
  }

  private Attempt attempted(Ground ground, Findings findings, Engines.Result first) {
    Attempt last = mending(ground).of(findings, first);
    while (last.proposed()
        && !last.publishable()
        && proposals.mayTryAgain(last, last.objections())) {
      trail.found("Attempt " + proposals.tried() + " did not hold: " + last.objections().get(0));
      Attempt next = mending(ground).of(findings, null);
      if (!next.proposed()) {
        break;
      }
      last = next;
    }
    return last.proposed() && !last.publishable() ? apart(ground, findings, last) : last;
  }

  /** The causes whose remedies were not what was refused, mended without the others. */
  private Attempt apart(Ground ground, Findings findings, Attempt refused) {
    Attempt last = refused;
    Optional<Findings> others = Blame.apart(findings, refused.refusals());
    while (others.isPresent() && !last.publishable()) {
      trail.found("It is tried without what did not hold: " + last.objections().get(0));
      Attempt next = mending(ground).of(others.get(), null);
      if (!next.proposed()) {
        break;
      }
      last = next;
      others = Blame.apart(others.get(), last.refusals());
    }
    return last.publishable() ? last : refused;
  }

  private BlobRef compared(Ground ground, Attempt attempt) {
    return ports.comparisons.compare(
        new Comparisons.Built(
            ground.sandbox(),
            request.project(),
            ground.subject().summary().database(),
            attempt.after().inShort(),
            attempt.answer().files()));
  }

  private Mending mending(Ground ground) {
    return new Mending(request, ports, trail, claims, proposals, ground);
  }

  private DbtResult reproduced(Case subject, Sandbox sandbox, List<String> selected) {
    if (subject.summary().dbtStopped()) {
      return Unread.reproduced(
          subject.summary(), subject.workspace(), sandbox, ports.dbt, trail, request.pace());
    }
    DbtResult before =
        ports.dbt.run(build(subject, subject.workspace(), sandbox, selected, request.pace()));
    if (before.ended()) {
      trail.found("In the sandbox " + before.failed().size() + " of them fail again.");
    }
    return before;
  }

  static Dbt.Command build(
      Case subject, Workspace workspace, Sandbox sandbox, List<String> select, Pace pace) {
    return Dbt.Command.of(Dbt.Verb.BUILD, workspace, sandbox, select, pace)
        .as(subject.summary().strictness());
  }

  private static List<String> withBelow(List<String> selectors) {
    return selectors.stream().map(selector -> selector + "+").toList();
  }

  /**
   * The sources that an edit is to follow, by which dbt selects their tests: a test on a renamed
   * column has another name with the patch, so that the selector of the failing one finds it no
   * more.
   */
  private static List<String> sources(List<Cause> causes) {
    return Causes.with(causes, Verdict.CODE).stream()
        .map(cause -> cause.details().getOrDefault("source", ""))
        .filter(source -> source.startsWith("source."))
        .map(source -> "source:" + source.substring("source.".length()))
        .distinct()
        .toList();
  }
}
