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
 * changed: rows have come that it does not allow, or others have not come. Where all that it looks
 * at comes from one source, it was there; of several nobody knows which. A table that is only added
 * to may have taken too much, or too little, of what came as it should.
 */
final class DataArrived implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<String, List<FailedNode>> bySource = new LinkedHashMap<>();
    List<Cause> causes = new ArrayList<>();
    for (FailedNode node : facts.failed()) {
      boolean ofData = node.test() != null && node.test().values().isEmpty();
      if (!open.contains(node.id()) || !ofData || !facts.unchanged(node)) {
        continue;
      }
      List<String> sources = node.test().sources();
      if (sources.size() == 1) {
        bySource.computeIfAbsent(sources.get(0), source -> new ArrayList<>()).add(node);
      } else if (!sources.isEmpty() && !node.test().addedTo()) {
        causes.add(ofSeveral(facts, node));
      }
    }
    bySource.forEach((source, nodes) -> causes.add(ofOne(facts, source, nodes)));
    return causes;
  }

  private static Cause ofOne(Facts facts, String source, List<FailedNode> nodes) {
    return cause(
        facts,
        source,
        nodes,
        ", and what it looks at comes from " + source + " alone.",
        Map.of("source", source));
  }

  private static Cause ofSeveral(Facts facts, FailedNode node) {
    return cause(
        facts,
        node.id(),
        List.of(node),
        ", so that it is the data: what it looks at comes from "
            + Say.list(node.test().sources())
            + ", and nothing here tells which of them brought what is wrong, or lacks what is"
            + " missing.",
        Map.of());
  }

  private static Cause cause(
      Facts facts,
      String subject,
      List<FailedNode> nodes,
      String whence,
      Map<String, String> details) {
    boolean one = nodes.size() == 1;
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
            (one ? "It" : "Each") + " passed, with the code as it is now: " + at,
            "run_results.json"));
    return new Cause(
        "source_rows_arrived",
        Verdict.SOURCE,
        subject,
        nodes.stream().map(FailedNode::id).sorted().toList(),
        Say.list(nodes.stream().map(FailedNode::name).toList())
            + (one ? " finds " : " find ")
            + Say.count(nodes.stream().mapToLong(node -> node.test().failures()).sum(), "row")
            + " that were not there when "
            + (one ? "it" : "each")
            + " passed, "
            + at
            + ". No code that bears on it has changed since"
            + whence,
        evidence,
        details,
        null);
  }
}
