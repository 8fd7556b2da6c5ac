package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.ports.Diagnosis.Case;
import dev.nightshift.workflows.ports.Diagnosis.Findings;
import dev.nightshift.workflows.ports.Diagnosis.Uncovered;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Gate.Examination;
import dev.nightshift.workflows.remediation.SandboxTrial.Ground;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.FailureSummary;
import dev.nightshift.workflows.values.Ruling;
import dev.nightshift.workflows.values.Verdict;
import dev.nightshift.workflows.values.Workspace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Lets an engine propose, builds what it proposed, and has the gate judge. A fix lets nodes run
 * that were skipped that night: what fails among them has a cause too, which is looked for and
 * mended in the same way, or the same people are called again tomorrow.
 */
final class Mending {
  /** Each round is a whole build; where cause hides behind cause any longer, a person decides. */
  private static final int ROUNDS = 3;

  private final RemediationRequest request;
  private final Ports ports;
  private final Trail trail;
  private final UnaryOperator<Findings> claims;
  private final Proposals proposals;
  private final Ground ground;
  private Findings findings;
  private Workspace patched;
  private Engines.Result proposed;
  private DbtResult after;

  Mending(
      RemediationRequest request,
      Ports ports,
      Trail trail,
      UnaryOperator<Findings> claims,
      Proposals proposals,
      Ground ground) {
    this.request = request;
    this.ports = ports;
    this.trail = trail;
    this.claims = claims;
    this.proposals = proposals;
    this.ground = ground;
    this.patched = ground.subject().workspace();
  }

  /** {@code first} is what the engine proposed already, or null. */
  Attempt of(Findings found, Engines.Result first) {
    findings = found;
    List<Cause> open = Causes.mended(found.causes());
    Engines.Result given = first;
    for (int round = 1; round <= ROUNDS && !open.isEmpty(); round++) {
      if (given == null && !proposals.mayAsk()) {
        break;
      }
      Engines.Result answer =
          taken(
              given != null
                  ? given
                  : proposals.ask(ground.subject(), patched, findings, open, ground.sandbox()));
      given = null;
      if (!proposals.isNew(answer)) {
        break;
      }
      patched = ground.subject().workspace().with(answer.patch());
      Ruling byText = examine(null, null);
      if (!byText.accepted()) {
        return attempt(byText);
      }
      trail.enter("verify", "building the fix and what is below it");
      after =
          ports.dbt.run(
              SandboxTrial.build(
                  ground.subject(),
                  patched,
                  ground.sandbox(),
                  alsoChanged(ground.selected(), rebuilt(answer)),
                  request.pace()));
      open = uncovered();
    }
    return attempt(after == null ? null : examine(ground.before().inShort(), after.inShort()));
  }

  private Attempt attempt(Ruling ruling) {
    return new Attempt(
        findings,
        patched.patch() == null ? null : patched,
        proposed,
        ground.before(),
        after,
        ruling,
        null,
        null);
  }

  private Engines.Result taken(Engines.Result answer) {
    proposed = proposed == null ? answer : proposed.then(answer);
    Map<String, String> why = new HashMap<>();
    answer.left().forEach(one -> why.put(one.cause(), one.why()));
    findings = findings.with(Blame.leftAlone(findings.causes(), why));
    return answer;
  }

  private Ruling examine(DbtResult before, DbtResult run) {
    return ports.gate.examine(
        new Examination(
            patched,
            Causes.forGate(findings.causes()),
            request.policy(),
            before,
            run,
            findings.facts()));
  }

  /** The causes with the verdict CODE that only show now; all that show are added to the others. */
  private List<Cause> uncovered() {
    List<String> anew = failAnew();
    if (anew.isEmpty()) {
      return List.of();
    }
    trail.enter("diagnose", "what the fix uncovered");
    FailureSummary shown =
        ports.artifacts.summarize(
            new Location(request.project(), "", after.runResults(), after.manifest()));
    Case subject =
        new Case(shown, patched, ground.subject().knowledge(), ground.subject().privacy());
    Findings more =
        claims.apply(
            ports.diagnosis.uncovered(new Uncovered(subject, ground.sandbox(), anew, findings)));
    more.causes().forEach(cause -> trail.found(cause.verdict() + " " + cause.because()));
    List<Cause> all = new ArrayList<>(findings.causes());
    all.addAll(more.causes());
    findings = more.with(all);
    return Causes.with(more.causes(), Verdict.CODE);
  }

  /** What did not fail without the fix, or was to pass with it. */
  private List<String> failAnew() {
    Set<String> mended = new LinkedHashSet<>(Causes.allNodes(Causes.mended(findings.causes())));
    Set<String> known = new LinkedHashSet<>(ground.before().failed());
    known.addAll(Causes.nodesNotMended(findings.causes()));
    return after.failed().stream()
        .filter(node -> mended.contains(node) || !known.contains(node))
        .toList();
  }

  /**
   * The edited files, those of the models that call an edited macro, and the one that is read now:
   * under its new name it may never have been built.
   */
  private List<String> rebuilt(Engines.Result answer) {
    List<String> files = new ArrayList<>(answer.files());
    Causes.mended(findings.causes()).stream()
        .flatMap(
            cause ->
                Stream.of("callers", "defined_in")
                    .flatMap(detail -> cause.details().getOrDefault(detail, "").lines()))
        .forEach(files::add);
    return files;
  }

  /**
   * A changed model or seed is built with what is below it; other files only where they define
   * something.
   */
  private static List<String> alsoChanged(List<String> selected, List<String> files) {
    Set<String> all = new LinkedHashSet<>(selected);
    for (String file : files) {
      if (file.endsWith(".sql") || file.endsWith(".py") || file.endsWith(".csv")) {
        all.add("path:" + file + "+");
      } else if (file.contains("/") && (file.endsWith(".yml") || file.endsWith(".yaml"))) {
        // It selects the tests that it holds: one that dbt names by its column has a new name now.
        all.add("path:" + file);
      }
    }
    return new ArrayList<>(all);
  }
}
