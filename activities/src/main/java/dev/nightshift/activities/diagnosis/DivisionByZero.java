package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A model divides by something that may be zero, in one place, and it came to be so: what it is to
 * give then it does not say.
 */
final class DivisionByZero implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    return facts.failed().stream()
        .filter(node -> open.contains(node.id()) && node.is(Trouble.Kind.DIVISION))
        .filter(node -> node.code() != null && !node.code().divisor().isEmpty())
        .map(DivisionByZero::cause)
        .toList();
  }

  private static Cause cause(FailedNode node) {
    String divisor = node.code().divisor();
    List<Evidence> evidence = new ArrayList<>(Errors.evidence(List.of(node)));
    evidence.add(Evidence.of("/ " + divisor, node.code().file()));
    return new Cause(
        "division_by_zero",
        Verdict.CODE,
        node.id(),
        List.of(node.id()),
        node.name()
            + " divides by "
            + divisor
            + ", which is zero for some rows, and says nothing of what a quotient is then ("
            + node.code().file()
            + ").",
        evidence,
        Map.of("file", node.code().file(), "divisor", divisor),
        null);
  }
}
