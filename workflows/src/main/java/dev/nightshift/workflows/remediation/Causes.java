package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/** Questions that the flow asks of its causes. */
final class Causes {
  private Causes() {}

  static List<Cause> with(List<Cause> causes, Verdict verdict) {
    return causes.stream().filter(cause -> cause.verdict() == verdict).toList();
  }

  /** What one flow at a time looks after: an edit to be found, or a question to be answered. */
  static boolean isOurs(Cause cause) {
    return cause.verdict() == Verdict.CODE || cause.asks();
  }

  static List<Cause> mended(List<Cause> causes) {
    return causes.stream().filter(Cause::mended).toList();
  }

  /** For the gate a cause that the patch does not mend is one that it must not touch. */
  static List<Cause> forGate(List<Cause> causes) {
    return causes.stream()
        .map(cause -> cause.left().isEmpty() ? cause : cause.with(Verdict.UNCLEAR, cause.because()))
        .toList();
  }

  static List<String> nodesNotMended(List<Cause> causes) {
    return causes.stream()
        .filter(cause -> !cause.mended())
        .flatMap(cause -> cause.nodes().stream())
        .distinct()
        .toList();
  }

  static List<String> allNodes(List<Cause> causes) {
    return causes.stream().flatMap(cause -> cause.nodes().stream()).distinct().toList();
  }

  /** {@code 2 CODE, 1 SOURCE}. */
  static String counted(List<Cause> causes) {
    return causes.stream()
        .collect(
            Collectors.groupingBy(Cause::verdict, java.util.TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }
}
