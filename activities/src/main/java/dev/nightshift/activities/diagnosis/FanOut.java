package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.diagnosis.Facts.Hop;
import dev.nightshift.activities.diagnosis.Facts.TestLook;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A key is unique above and not below: a model on the way makes more rows than it was given. */
final class FanOut implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<String, List<FailedNode>> bySubject = new LinkedHashMap<>();
    Map<String, Break> breaks = new LinkedHashMap<>();
    for (FailedNode node : facts.failed()) {
      if (open.contains(node.id()) && node.test() != null && node.test().kind().equals("unique")) {
        first(node.test())
            .ifPresent(
                found -> {
                  String subject = found.at().subject();
                  breaks.putIfAbsent(subject, found);
                  bySubject.computeIfAbsent(subject, key -> new ArrayList<>()).add(node);
                });
      }
    }
    return breaks.entrySet().stream()
        .map(entry -> cause(entry.getKey(), entry.getValue(), bySubject.get(entry.getKey())))
        .toList();
  }

  /** The model where it breaks, and the relation above it where it still holds, or holds better. */
  private record Break(Hop at, Hop above) {}

  /** From the source down: the first relation that has more keys twice than the one above it. */
  private static Optional<Break> first(TestLook test) {
    List<Hop> hops = test.hops();
    for (int i = hops.size() - 2; i >= 0; i--) {
      if (hops.get(i).bad() > hops.get(i + 1).bad()) {
        return Optional.of(new Break(hops.get(i), hops.get(i + 1)));
      }
    }
    return Optional.empty();
  }

  private static Cause cause(String subject, Break found, List<FailedNode> nodes) {
    Hop at = found.at();
    Hop above = found.above();
    List<Evidence> evidence = new ArrayList<>();
    nodes.get(0).test().hops().stream()
        .map(
            hop ->
                Evidence.asked(
                    hop.relation()
                        + ": "
                        + Say.number(hop.bad())
                        + " keys occur more than once in "
                        + Say.count(hop.rows(), "row"),
                    hop.query(),
                    Witness.PRODUCTION))
        .forEach(evidence::add);
    return new Cause(
        "fan_out",
        Verdict.UNCLEAR,
        subject,
        nodes.stream().map(FailedNode::id).sorted().toList(),
        Say.count(at.bad(), "value")
            + " of "
            + String.join(", ", at.columns())
            + " first occur more than once in "
            + Say.name(at.node())
            + ", which has "
            + Say.count(at.rows(), "row")
            + " where "
            + above.relation()
            + " has "
            + Say.number(above.rows())
            + (above.bad() == 0 ? " and each value once" : "")
            + ": a join in it matches more than one row. Was its grain meant to change?",
        evidence,
        Map.of("model", at.node(), "column", String.join(",", at.columns())),
        null);
  }
}
