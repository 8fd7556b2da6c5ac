package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.ChangeFacts.ChangeLook;
import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.diagnosis.TestFacts.Hop;
import dev.nightshift.workflows.values.Cause;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A test that passed was given other arguments, or looks at a source that is read from another
 * place now, and fails: rows that it finds may be as right as they were. A test that is new may
 * have found what was wrong all along; but what most rows share and are not alike in was never a
 * key.
 */
final class ChangedDefinition implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    return facts.failed().stream()
        .filter(node -> open.contains(node.id()))
        .filter(node -> node.is(Trouble.Kind.TEST_FAILED) || node.is(Trouble.Kind.MISSING_RELATION))
        .filter(node -> node.changes().stream().anyMatch(change -> defines(change, node)))
        .map(node -> isNoKey(node) ? noKey(node) : ChangedCode.cause(List.of(node)))
        .toList();
  }

  private static boolean defines(ChangeLook change, FailedNode node) {
    return change.moves()
        || (node.is(Trouble.Kind.TEST_FAILED) && change.redefines(node.id()))
        || (change.isNew() && change.node().equals(node.id()) && isNoKey(node));
  }

  private static boolean isNoKey(FailedNode node) {
    return key(node)
        .filter(source -> 2 * source.badRows() > source.rows())
        .filter(source -> node.test().duplicates() != null)
        .filter(source -> !node.test().duplicates().onlyLoadMetadata())
        .isPresent();
  }

  private static Optional<Hop> key(FailedNode node) {
    return node.test() != null && node.test().kind().equals("unique")
        ? node.test().source()
        : Optional.empty();
  }

  private static Cause noKey(FailedNode node) {
    Cause cause = ChangedCode.cause(List.of(node));
    Hop source = key(node).orElseThrow();
    return cause.with(
        cause.verdict(),
        cause.because()
            + " It asks for what never was: "
            + Say.number(source.badRows())
            + " of "
            + Say.count(source.rows(), "row")
            + " of "
            + source.relation()
            + " share "
            + String.join(", ", source.columns())
            + " with another, and are not alike.");
  }
}
