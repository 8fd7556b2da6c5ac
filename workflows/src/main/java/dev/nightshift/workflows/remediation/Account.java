package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.approval.ApprovedFlow.Question;
import dev.nightshift.workflows.ports.Gate.Examination;
import dev.nightshift.workflows.ports.Reports.Aside;
import dev.nightshift.workflows.ports.Reports.Story;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.FailureSummary;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.values.Ruling;
import dev.nightshift.workflows.values.Usage;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Map;

/**
 * All that there is to tell of a run when it ends; what was not reached is null. {@code usage} is
 * what its agents spent, on what did not hold too.
 */
record Account(
    FailureSummary summary,
    Attempt attempt,
    String link,
    Usage usage,
    Decision decision,
    Pull pull) {
  /** Of a run that nobody could read. */
  static final Account NOTHING = new Account(null, null, "", Usage.NONE, null, null);

  /** {@code link} leads to the run itself, where it can be seen somewhere. */
  static Account of(FailureSummary summary, Attempt attempt, String link, Usage usage) {
    return new Account(summary, attempt, link, usage, null, null);
  }

  Account by(Decision made) {
    return new Account(summary, attempt, link, usage, made, pull);
  }

  Account with(Attempt known) {
    return new Account(summary, known, link, usage, decision, pull);
  }

  Account with(Pull opened) {
    return new Account(summary, attempt, link, usage, decision, opened);
  }

  List<Cause> causes() {
    return attempt == null ? List.of() : attempt.findings().causes();
  }

  List<Ruling.Refusal> refusals() {
    return attempt == null || attempt.ruling() == null ? List.of() : attempt.ruling().refusals();
  }

  /**
   * The nodes by the ids that they have with the patch: a test's may be made of a column's name.
   */
  List<String> asPatched(List<String> nodes) {
    Map<String, String> moved =
        attempt == null || attempt.ruling() == null ? Map.of() : attempt.ruling().moved();
    return nodes.stream().map(node -> moved.getOrDefault(node, node)).distinct().toList();
  }

  /** What the gate looks at again before anything leaves. */
  Examination examination(RemediationRequest request) {
    return new Examination(
        attempt.patched(),
        Causes.forGate(causes()),
        request.policy(),
        attempt.before().inShort(),
        attempt.after().inShort(),
        attempt.findings().facts());
  }

  Story story(RemediationRequest request, Ending ending, String headline) {
    return story(request, ending, headline, false);
  }

  /** {@code asking} is whether people can still answer what the causes leave open. */
  Story story(RemediationRequest request, Ending ending, String headline, boolean asking) {
    return story(request, ending, headline, new Aside(link, usage, asking));
  }

  /** While people are asked. */
  Story story(RemediationRequest request, Question question) {
    Aside asking = new Aside(link, usage, !question.asked().isEmpty(), question.decides());
    Ending ending = pull == null ? Ending.REPORT : Ending.PULL_REQUEST;
    return story(request, ending, question.says(), asking);
  }

  /** What was told already goes by reference: a history is kept for long. */
  private Story story(RemediationRequest request, Ending ending, String headline, Aside aside) {
    if (attempt != null && attempt.told() != null) {
      return Story.again(
          attempt.told(),
          Workflow.getInfo().getWorkflowId(),
          request.project(),
          request.run(),
          ending.name(),
          headline,
          decision,
          pull,
          aside);
    }
    return new Story(
        Workflow.getInfo().getWorkflowId(),
        request.project(),
        request.run(),
        ending.name(),
        headline,
        summary,
        causes(),
        attempt == null ? null : attempt.findings().evidence(),
        attempt == null ? null : attempt.patched(),
        attempt == null || attempt.answer() == null ? "" : attempt.answer().explanation(),
        attempt == null || attempt.before() == null ? null : attempt.before().inShort(),
        attempt == null || attempt.after() == null ? null : attempt.after().inShort(),
        refusals(),
        decision,
        pull,
        attempt == null ? null : attempt.change(),
        request.policy().privacy(),
        attempt == null || attempt.answer() == null ? null : attempt.answer().steps(),
        aside,
        null,
        attempt == null ? null : attempt.findings().unmade());
  }
}
