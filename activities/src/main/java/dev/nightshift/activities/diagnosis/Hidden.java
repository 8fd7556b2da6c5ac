package dev.nightshift.activities.diagnosis;

import dev.nightshift.workflows.ports.Diagnosis.Findings;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Causes that a run could not show, because what they would have failed was skipped behind another.
 * They were found in the sandbox, so that is where their evidence is from.
 */
final class Hidden {
  private static final String SANDBOX = "sandbox, with the fix";

  private final Set<String> earlier;
  private final Set<String> signatures;

  Hidden(Findings earlier) {
    this.earlier = earlier.causes().stream().map(Hidden::what).collect(Collectors.toSet());
    this.signatures = earlier.causes().stream().map(Cause::signature).collect(Collectors.toSet());
  }

  /** Where an earlier cause would be named again its fix does not hold, which is for the gate. */
  List<Cause> of(List<Cause> causes) {
    return causes.stream()
        .filter(cause -> !earlier.contains(what(cause)))
        .map(this::apart)
        .map(Hidden::told)
        .toList();
  }

  /**
   * The database names one wrong column at a time: the second of a model is another slip. What came
   * of a source's column looks another way once a fix reads the new one, and is the same all along.
   */
  private static String what(Cause cause) {
    return cause.kind().endsWith("_source_column")
        ? cause.subject()
        : cause.signature().replaceAll(Pattern.quote(named(cause)) + "\\z", "") + named(cause);
  }

  /**
   * By a signature an engine says what it left alone: that of the first slip is not the second's.
   */
  private Cause apart(Cause cause) {
    return signatures.contains(cause.signature())
        ? cause.about(cause.subject() + named(cause))
        : cause;
  }

  private static String named(Cause cause) {
    return " " + cause.details().getOrDefault("name", "");
  }

  private static Cause told(Cause cause) {
    String because =
        cause.because()
            + " That night could not show it: what it fails was skipped or failed before.";
    return cause
        .with(cause.verdict(), because)
        .withEvidence(cause.evidence().stream().map(Hidden::seen).toList())
        .uncovered();
  }

  private static Evidence seen(Evidence evidence) {
    return evidence.from().equals(Witness.PRODUCTION)
        ? new Evidence(evidence.says(), evidence.query(), SANDBOX, evidence.rows())
        : evidence;
  }
}
