package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.diagnosis.Trouble.Kind;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A lock, a lost connection, a limit: neither code nor data, and gone when it is run again. */
final class PassingTrouble implements Rule {
  private static final Map<Kind, String> WORDS =
      Map.of(
          Kind.LOCKED, "another process held a lock",
          Kind.TIMEOUT, "it took longer than the warehouse allows",
          Kind.CONNECTION, "the connection to the warehouse was lost or not made",
          Kind.OUT_OF_RESOURCES, "the warehouse ran out of memory, space or quota");

  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    List<Cause> causes = new ArrayList<>();
    for (Kind kind : List.of(Kind.LOCKED, Kind.TIMEOUT, Kind.CONNECTION, Kind.OUT_OF_RESOURCES)) {
      List<FailedNode> nodes =
          facts.failed().stream()
              .filter(node -> open.contains(node.id()) && node.is(kind))
              .toList();
      if (!nodes.isEmpty()) {
        causes.add(cause(kind, nodes));
      }
    }
    return causes;
  }

  private static Cause cause(Kind kind, List<FailedNode> nodes) {
    return new Cause(
        kind.name().toLowerCase(Locale.ROOT),
        Verdict.TRANSIENT,
        "warehouse",
        nodes.stream().map(FailedNode::id).toList(),
        "For "
            + Say.count(nodes.size(), "node")
            + " "
            + WORDS.get(kind)
            + "; nothing in the code or the data asks for a change.",
        Errors.evidence(nodes),
        null,
        null);
  }
}
