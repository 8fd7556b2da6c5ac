package dev.nightshift.bench.overhead;

import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.ports.Artifacts;
import dev.nightshift.workflows.ports.Chat;
import dev.nightshift.workflows.ports.Claims;
import dev.nightshift.workflows.ports.CodeHost;
import dev.nightshift.workflows.ports.Comparisons;
import dev.nightshift.workflows.ports.Dbt;
import dev.nightshift.workflows.ports.Diagnosis;
import dev.nightshift.workflows.ports.Diagnosis.Findings;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Gate;
import dev.nightshift.workflows.ports.Knowledge;
import dev.nightshift.workflows.ports.Reports;
import dev.nightshift.workflows.ports.Sandboxes;
import dev.nightshift.workflows.ports.Workspaces;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.FailureSummary;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.values.Sandbox;
import dev.nightshift.workflows.values.Verdict;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What somebody would write on a first day with the SDK: call one step after the other. */
public final class BareRemediationFlow implements BareRemediation {
  private final String workflow = Workflow.getInfo().getWorkflowId();

  @Override
  public int run(RemediationRequest request) {
    var reading = Options.reading(request.pace());
    var running = Options.dbt(request.pace());
    var publishing = Options.publishing(request.pace());
    FailureSummary summary =
        Workflow.newActivityStub(Artifacts.class, reading).summarize(request.artifacts());
    Workspace base =
        Workflow.newActivityStub(Workspaces.class, reading)
            .resolve(request.project(), request.commit());
    Diagnosis diagnosis = Workflow.newActivityStub(Diagnosis.class, reading);
    Findings findings =
        diagnosis.diagnose(
            new Diagnosis.Case(
                summary, base, Workflow.newActivityStub(Knowledge.class, reading).fetch(base)));
    Claims claims = Workflow.newActivityStub(Claims.class, publishing);
    for (Cause cause : code(findings)) {
      claims.claim(request.project(), key(cause), workflow, "");
    }
    Sandboxes sandboxes = Workflow.newActivityStub(Sandboxes.class, running);
    Sandbox sandbox =
        sandboxes.make(
            new Sandboxes.Order(
                Ids.sandbox(workflow, Workflow.getInfo().getFirstExecutionRunId(), "bare"),
                request.project(),
                workflow,
                summary));
    Dbt dbt = Workflow.newActivityStub(Dbt.class, running);
    List<String> selected =
        summary.failures().stream().map(failure -> failure.selector() + "+").toList();
    DbtResult before =
        dbt.run(Dbt.Command.of(Dbt.Verb.BUILD, base, sandbox, selected, request.pace()));
    findings = diagnosis.reconsider(findings, before);
    Engines.Result answer =
        Workflow.newActivityStub(Engines.class, Options.agent(request.pace()))
            .work(
                new Engines.Task(
                    "fixer", request.engine(), "", base, code(findings), findings.facts()));
    Workspace patched = base.with(answer.patch());
    Gate gate = Workflow.newActivityStub(Gate.class, reading);
    gate.examine(
        new Gate.Examination(
            patched, findings.causes(), request.policy(), null, null, findings.facts()));
    List<String> changed =
        Stream.concat(selected.stream(), answer.files().stream().map(file -> "path:" + file))
            .toList();
    DbtResult after =
        dbt.run(Dbt.Command.of(Dbt.Verb.BUILD, patched, sandbox, changed, request.pace()));
    Gate.Examination proof =
        new Gate.Examination(
            patched,
            findings.causes(),
            request.policy(),
            before.inShort(),
            after.inShort(),
            findings.facts());
    gate.examine(proof);
    BlobRef change =
        Workflow.newActivityStub(Comparisons.class, reading)
            .compare(
                new Comparisons.Built(
                    sandbox,
                    request.project(),
                    summary.database(),
                    after.inShort(),
                    answer.files()));
    sandboxes.drop(sandbox);
    return published(request, summary, findings, answer, proof, change, claims);
  }

  private int published(
      RemediationRequest request,
      FailureSummary summary,
      Findings findings,
      Engines.Result answer,
      Gate.Examination proof,
      BlobRef change,
      Claims claims) {
    var publishing = Options.publishing(request.pace());
    Reports reports = Workflow.newActivityStub(Reports.class, publishing);
    CodeHost host = Workflow.newActivityStub(CodeHost.class, publishing);
    Reports.Story story =
        new Reports.Story(
            workflow,
            request.project(),
            request.run(),
            "PULL_REQUEST",
            "",
            summary,
            findings.causes(),
            findings.evidence(),
            proof.patched(),
            answer.explanation(),
            proof.before(),
            proof.after(),
            new ArrayList<>(),
            null,
            null,
            change,
            null,
            null,
            null);
    Reports.PullText text = reports.describe(story);
    String branch = Ids.branch(workflow);
    CodeHost.Publication publication =
        new CodeHost.Publication(
            workflow,
            proof.patched(),
            branch,
            text.commitMessage(),
            proof.after().runResults().sha256(),
            null,
            proof);
    host.publishBranch(publication);
    Pull pull =
        host.openPull(new CodeHost.PullRequest(publication, text.title(), text.body(), false));
    for (Cause cause : code(findings)) {
      claims.claim(request.project(), key(cause), workflow, pull.url());
    }
    reports.write(story);
    Workflow.newActivityStub(Chat.class, publishing)
        .post(
            new Chat.Message(
                request.project(),
                request.policy().channel(),
                workflow + "#ending",
                workflow,
                pull.url()));
    return pull.number();
  }

  private static List<Cause> code(Findings findings) {
    return findings.causes().stream().filter(cause -> cause.verdict() == Verdict.CODE).toList();
  }

  private static String key(Cause cause) {
    return "cause/" + Ids.hash(cause.signature());
  }
}
