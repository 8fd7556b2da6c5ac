package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.Streak;
import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.diagnosis.Trouble.Kind;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A lock, a lost connection, a limit: neither code nor data, and gone when it is run again; unless
 * the run before failed there too, and a person has to say what is to change.
 */
final class PassingTrouble implements Rule {
  /** Before the kind of trouble, where it does not pass. */
  static final String LASTING = "lasting_";

  static final String WAREHOUSE = "warehouse";

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
      Map<Boolean, List<FailedNode>> lasts =
          facts.failed().stream()
              .filter(node -> open.contains(node.id()) && node.is(kind) && isNobodysDoing(node))
              .collect(Collectors.partitioningBy(node -> facts.failedBefore(node).isPresent()));
      if (!lasts.get(false).isEmpty()) {
        causes.add(cause(kind, lasts.get(false)));
      }
      if (!lasts.get(true).isEmpty()) {
        causes.add(lasting(kind, lasts.get(true), facts));
      }
    }
    return causes;
  }

  /** A query asks for as much time and memory as its code says; a lock or a connection does not. */
  private static boolean isNobodysDoing(FailedNode node) {
    boolean asksTooMuch = node.is(Kind.TIMEOUT) || node.is(Kind.OUT_OF_RESOURCES);
    return !asksTooMuch || node.unchanged();
  }

  private static String subject(List<FailedNode> nodes) {
    return nodes.size() == 1 ? nodes.get(0).id() : WAREHOUSE;
  }

  private static Cause lasting(Kind kind, List<FailedNode> nodes, Facts facts) {
    List<Evidence> evidence = new ArrayList<>(Errors.evidence(nodes));
    int least = Integer.MAX_VALUE;
    for (FailedNode node : nodes) {
      Streak streak = facts.failedBefore(node).orElseThrow();
      least = Math.min(least, streak.unbroken());
      evidence.add(
          Evidence.of(
              node.name()
                  + " failed in "
                  + Say.count(streak.unbroken(), "run")
                  + " before as well"
                  + (streak.since().isEmpty() ? "" : ", since " + streak.since()),
              "the runs before"));
    }
    return new Cause(
        LASTING + kind.name().toLowerCase(Locale.ROOT),
        Verdict.UNCLEAR,
        subject(nodes),
        nodes.stream().map(FailedNode::id).toList(),
        "For "
            + Say.list(nodes.stream().map(FailedNode::name).toList())
            + " "
            + WORDS.get(kind)
            + ", and the "
            + (least == 1 ? "run" : least + " runs")
            + " before failed there as well: it does not pass by itself. Is the node to ask for"
            + " less or at another time, or is the warehouse to give it more?",
        evidence,
        null,
        null);
  }

  private static Cause cause(Kind kind, List<FailedNode> nodes) {
    return new Cause(
        kind.name().toLowerCase(Locale.ROOT),
        Verdict.TRANSIENT,
        subject(nodes),
        nodes.stream().map(FailedNode::id).toList(),
        "For "
            + (nodes.size() == 1 ? nodes.get(0).name() : Say.count(nodes.size(), "node"))
            + " "
            + WORDS.get(kind)
            + "; nothing in the code or the data asks for a change.",
        Errors.evidence(nodes),
        null,
        null);
  }
}
