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
 * give then it does not say. Where it passed as it is, a zero in a column is news from the data: an
 * empty quotient would hide it, and a person is asked.
 */
final class DivisionByZero implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    return facts.failed().stream()
        .filter(node -> open.contains(node.id()) && node.is(Trouble.Kind.DIVISION))
        .filter(node -> node.code() != null && !node.code().divisor().isEmpty())
        .filter(node -> !node.code().dividesByColumn() || isThere(node.code().zeros()))
        .map(node -> cause(node, isNews(facts, node)))
        .toList();
  }

  /** What production could not be asked may be there. */
  private static boolean isThere(Long zeros) {
    return zeros == null || zeros > 0;
  }

  private static boolean isNews(Facts facts, FailedNode node) {
    return facts.since(node).known() && node.unchanged() && node.code().dividesByColumn();
  }

  private static Cause cause(FailedNode node, boolean news) {
    String divisor = node.code().divisor();
    List<Evidence> evidence = new ArrayList<>(Errors.evidence(List.of(node)));
    evidence.add(Evidence.of("/ " + divisor, node.code().file()));
    return new Cause(
        "division_by_zero",
        news ? Verdict.UNCLEAR : Verdict.CODE,
        node.id(),
        List.of(node.id()),
        node.name()
            + " divides by "
            + divisor
            + ", which is zero for some rows, and says nothing of what a quotient is then ("
            + node.code().file()
            + ")."
            + (news
                ? " It passed with the code as it is now. May "
                    + divisor
                    + " be zero, and what is the quotient then, or is the data wrong?"
                : ""),
        evidence,
        news ? null : Map.of("file", node.code().file(), "divisor", divisor),
        null);
  }
}
