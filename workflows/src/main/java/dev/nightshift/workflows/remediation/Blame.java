package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.ports.Diagnosis.Findings;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Ruling.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose remedy it was that a patch for several causes was refused for. Each cause is judged by
 * itself: what cannot be mended keeps nothing else from being mended.
 */
final class Blame {
  private Blame() {}

  /**
   * The findings with the causes left alone that the refusals speak of; empty where none is told,
   * or none would be left to mend.
   */
  static Optional<Findings> apart(Findings findings, List<Refusal> refusals) {
    Map<String, String> why = new HashMap<>();
    List<Cause> mended = Causes.mended(findings.causes());
    for (Cause cause : mended) {
      refusals.stream()
          .filter(refusal -> speaksOf(refusal.where(), cause))
          .findFirst()
          .ifPresent(refusal -> why.put(cause.signature(), "its fix did not hold: " + refusal));
    }
    return why.isEmpty() || why.size() == mended.size()
        ? Optional.empty()
        : Optional.of(findings.with(leftAlone(findings.causes(), why)));
  }

  private static boolean speaksOf(String where, Cause cause) {
    return !where.isEmpty()
        && (cause.nodes().contains(where)
            || cause.subject().equals(where)
            || cause.details().values().stream()
                .flatMap(String::lines)
                .anyMatch(line -> line.equals(where)));
  }

  /** {@code why} by the causes' signatures. */
  static List<Cause> leftAlone(List<Cause> causes, Map<String, String> why) {
    return causes.stream()
        .map(
            cause ->
                why.containsKey(cause.signature())
                    ? cause.leftAlone(why.get(cause.signature()))
                    : cause)
        .toList();
  }
}
