package dev.nightshift.activities.diagnosis;

import dev.nightshift.workflows.values.Cause;
import java.util.List;
import java.util.Set;

/**
 * One judgement: looks at the facts and claims the failing nodes that it explains. It reads no
 * file, asks no warehouse and logs nothing. {@code open} are the nodes that no rule before it
 * claimed.
 */
@FunctionalInterface
interface Rule {
  List<Cause> judge(Facts facts, Set<String> open);

  /** By which it is told where it broke. */
  default String name() {
    return getClass().getSimpleName();
  }
}
