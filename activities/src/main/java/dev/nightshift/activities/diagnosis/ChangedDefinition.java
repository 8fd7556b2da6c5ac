package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.ChangeFacts.ChangeLook;
import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.workflows.values.Cause;
import java.util.List;
import java.util.Set;

/**
 * A test that passed was given other arguments, or looks at a source that is read from another
 * place now, and fails: rows that it finds may be as right as they were. A test that is new may
 * have found what was wrong all along.
 */
final class ChangedDefinition implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    return facts.failed().stream()
        .filter(node -> open.contains(node.id()))
        .filter(node -> node.is(Trouble.Kind.TEST_FAILED) || node.is(Trouble.Kind.MISSING_RELATION))
        .filter(node -> node.changes().stream().anyMatch(change -> defines(change, node)))
        .map(node -> ChangedCode.cause(List.of(node)))
        .toList();
  }

  private static boolean defines(ChangeLook change, FailedNode node) {
    return change.moves() || (node.is(Trouble.Kind.TEST_FAILED) && change.redefines(node.id()));
  }
}
