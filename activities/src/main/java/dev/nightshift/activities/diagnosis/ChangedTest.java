package dev.nightshift.activities.diagnosis;

import dev.nightshift.workflows.values.Cause;
import java.util.List;
import java.util.Set;

/**
 * A test that passed was given other arguments, and fails: rows that it finds now may be as right
 * as they were. One that is new may have found what was wrong all along.
 */
final class ChangedTest implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    return facts.failed().stream()
        .filter(node -> open.contains(node.id()) && node.is(Trouble.Kind.TEST_FAILED))
        .filter(node -> node.changes().stream().anyMatch(change -> change.redefines(node.id())))
        .map(node -> ChangedCode.cause(List.of(node)))
        .toList();
  }
}
