package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A test passed in an earlier run and fails now, and no line of the project that bears on it has
 * changed: rows have come that it does not allow. Where all that it looks at comes from one source,
 * they came from there.
 */
final class DataArrived implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<String, List<FailedNode>> bySource = new LinkedHashMap<>();
    for (FailedNode node : facts.failed()) {
      boolean ofData = node.test() != null && node.test().values().isEmpty();
      if (open.contains(node.id())
          && ofData
          && facts.unchanged(node)
          && node.test().sources().size() == 1) {
        bySource
            .computeIfAbsent(node.test().sources().get(0), source -> new ArrayList<>())
            .add(node);
      }
    }
    return bySource.entrySet().stream()
        .map(entry -> cause(facts, entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Cause cause(Facts facts, String source, List<FailedNode> nodes) {
    String at = facts.passedAt(nodes);
    List<Evidence> evidence = new ArrayList<>();
    for (FailedNode node : nodes) {
      evidence.add(
          Evidence.asked(
              node.name() + " finds " + Say.count(node.test().failures(), "row"),
              node.test().query(),
              Witness.PRODUCTION));
    }
    evidence.add(
        Evidence.of(
            (nodes.size() == 1 ? "It" : "Each") + " passed, with the code as it is now: " + at,
            "run_results.json"));
    return new Cause(
        "source_rows_arrived",
        Verdict.SOURCE,
        source,
        nodes.stream().map(FailedNode::id).sorted().toList(),
        Say.list(nodes.stream().map(FailedNode::name).toList())
            + (nodes.size() == 1 ? " finds " : " find ")
            + Say.count(nodes.stream().mapToLong(node -> node.test().failures()).sum(), "row")
            + " that were not there when "
            + (nodes.size() == 1 ? "it" : "each")
            + " passed, "
            + at
            + ". No code that bears on it has changed since, and what it looks at comes from "
            + source
            + " alone.",
        evidence,
        Map.of("source", source),
        null);
  }
}
