package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.agent.AgentSession;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Dbt;
import dev.nightshift.workflows.ports.Diagnosis.Findings;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Gate.Examination;
import dev.nightshift.workflows.ports.Sandboxes;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Failure;
import dev.nightshift.workflows.values.FailureSummary;
import dev.nightshift.workflows.values.Ruling;
import dev.nightshift.workflows.values.Sandbox;
import dev.nightshift.workflows.values.Verdict;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reproduces the failure in a sandbox, lets an engine propose, and proves or refuses the proposal.
 */
final class SandboxTrial {
  private final RemediationRequest request;
  private final Ports ports;
  private final Trail trail;

  SandboxTrial(RemediationRequest request, Ports ports, Trail trail) {
    this.request = request;
    this.ports = ports;
    this.trail = trail;
  }

  Attempt of(FailureSummary summary, Workspace base, Findings found) {
    var info = Workflow.getInfo();
    String name = Ids.sandbox(info.getWorkflowId(), info.getFirstExecutionRunId(), "trial");
    trail.enter("sandbox", "copying what the failing nodes need");
    Sandbox sandbox = new Sandbox(name, info.getWorkflowId(), "", "", List.of());
    try {
      sandbox =
          ports.sandboxes.make(
              new Sandboxes.Order(name, request.project(), info.getWorkflowId(), summary));
      return attempt(summary, base, found, sandbox);
    } finally {
      dropped(sandbox);
    }
  }

  private Attempt attempt(FailureSummary summary, Workspace base, Findings found, Sandbox sandbox) {
    trail.enter("reproduce", "building the failing nodes as they were");
    List<String> failing = summary.failures().stream().map(Failure::selector).toList();
    List<String> selected = new ArrayList<>(withBelow(failing));
    selected.addAll(sources(found.causes()));
    DbtResult before = ports.dbt.run(build(base, sandbox, selected));
    trail.found("In the sandbox " + before.failed().size() + " of them fail again.");
    Findings findings = ports.diagnosis.reconsider(found, before);
    List<Cause> code = Causes.with(findings.causes(), Verdict.CODE);
    if (code.isEmpty()) {
      return new Attempt(findings, null, null, before, null, null);
    }

    trail.enter("fix", code.size() == 1 ? "one cause" : code.size() + " causes");
    Engines.Result answer = askEngine(base, findings, code);
    findings = findings.with(withLeft(findings.causes(), answer.left()));
    if (answer.patch() == null) {
      return new Attempt(findings, null, answer, before, null, null);
    }
    Workspace patched = base.with(answer.patch());
    Ruling first =
        ports.gate.examine(
            new Examination(
                patched,
                Causes.forGate(findings.causes()),
                request.policy(),
                null,
                null,
                findings.facts()));
    if (!first.accepted()) {
      return new Attempt(findings, patched, answer, before, null, first);
    }

    trail.enter("verify", "building the fix and what is below it");
    DbtResult after = ports.dbt.run(build(patched, sandbox, alsoChanged(selected, answer.files())));
    Ruling ruling =
        ports.gate.examine(
            new Examination(
                patched,
                Causes.forGate(findings.causes()),
                request.policy(),
                before.inShort(),
                after.inShort(),
                findings.facts()));
    return new Attempt(findings, patched, answer, before, after, ruling);
  }

  private Engines.Result askEngine(Workspace base, Findings findings, List<Cause> code) {
    AgentSession session =
        Workflow.newChildWorkflowStub(
            AgentSession.class,
            Options.child(Ids.agent(Workflow.getInfo().getWorkflowId(), "fixer", 1)));
    Engines.Task task =
        new Engines.Task(
            "fixer",
            request.engine(),
            "make " + code.size() + " causes green",
            base,
            code,
            findings.facts());
    return session.run(task, request.pace());
  }

  private static List<Cause> withLeft(List<Cause> causes, List<Engines.Left> left) {
    Map<String, String> why = new HashMap<>();
    left.forEach(one -> why.put(one.cause(), one.why()));
    return causes.stream()
        .map(
            cause ->
                why.containsKey(cause.signature())
                    ? cause.leftAlone(why.get(cause.signature()))
                    : cause)
        .toList();
  }

  private static Dbt.Command build(Workspace workspace, Sandbox sandbox, List<String> select) {
    return Dbt.Command.of(Dbt.Verb.BUILD, workspace, sandbox, select);
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

  /**
   * A changed model is built with what is below it; other files only where they define something.
   */
  private static List<String> alsoChanged(List<String> selected, List<String> files) {
    Set<String> all = new LinkedHashSet<>(selected);
    for (String file : files) {
      if (file.endsWith(".sql") || file.endsWith(".py")) {
        all.add("path:" + file + "+");
      } else if (file.contains("/") && (file.endsWith(".yml") || file.endsWith(".yaml"))) {
        // It selects the tests that it holds: one that dbt names by its column has a new name now.
        all.add("path:" + file);
      }
    }
    return new ArrayList<>(all);
  }

  private void dropped(Sandbox sandbox) {
    CancellationScope cleaning =
        Workflow.newDetachedCancellationScope(() -> ports.sandboxes.drop(sandbox));
    cleaning.run();
  }
}
