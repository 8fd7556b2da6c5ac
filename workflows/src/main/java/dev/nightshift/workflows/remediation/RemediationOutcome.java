package dev.nightshift.workflows.remediation;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Progress.Step;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.values.Ruling.Refusal;
import dev.nightshift.workflows.values.Usage;
import java.util.List;

/** How a remediation ended, with all that a person would ask next. */
public record RemediationOutcome(
    Ending ending,
    String headline,
    List<Cause> causes,
    List<String> remaining,
    Pull pull,
    BlobRef patch,
    String reportPath,
    BlobRef report,
    List<Refusal> refusals,
    Decision decision,
    List<Step> steps,
    Usage usage,
    BlobRef html,
    BlobRef letters) {

  /** The ways it can end. */
  public enum Ending {
    /** A pull request is there, and a report on the rest. */
    PULL_REQUEST,
    /** A report says what happened and who must act. */
    REPORT,
    /** A person said no. */
    REJECTED,
    /** Nobody decided in time. */
    EXPIRED,
    /** A step was refused or had nothing to work on; the headline says which and why. */
    STOPPED,
    /** Nothing had failed. */
    NOTHING_FAILED,
    /** It is none of the runs that the project asks for; nobody is told. */
    PASSED_OVER,
    /** The run is too old, or its commit is not there: the headline says what to do. */
    REFUSED,
    /** A later run of the same job failed the same way, or passed; or this one did later. */
    SUPERSEDED,
    /** What was handed over cannot be read. */
    @JsonEnumDefaultValue
    CANNOT_BE_READ
  }

  public RemediationOutcome {
    ending = requireNonNullElse(ending, Ending.CANNOT_BE_READ);
    headline = requireNonNullElse(headline, "");
    causes = causes == null ? List.of() : List.copyOf(causes);
    remaining = remaining == null ? List.of() : List.copyOf(remaining);
    reportPath = requireNonNullElse(reportPath, "");
    refusals = refusals == null ? List.of() : List.copyOf(refusals);
    steps = steps == null ? List.of() : List.copyOf(steps);
    usage = requireNonNullElse(usage, Usage.NONE);
  }

  /** An ending of which there is no more to tell. */
  static RemediationOutcome brief(Ending ending, String headline, List<Step> steps) {
    return new RemediationOutcome(
        ending, headline, null, null, null, null, "", null, null, null, steps, null);
  }

  /** Without the report as a page, and without letters. */
  public RemediationOutcome(
      Ending ending,
      String headline,
      List<Cause> causes,
      List<String> remaining,
      Pull pull,
      BlobRef patch,
      String reportPath,
      BlobRef report,
      List<Refusal> refusals,
      Decision decision,
      List<Step> steps,
      Usage usage) {
    this(
        ending,
        headline,
        causes,
        remaining,
        pull,
        patch,
        reportPath,
        report,
        refusals,
        decision,
        steps,
        usage,
        null,
        null);
  }
}
