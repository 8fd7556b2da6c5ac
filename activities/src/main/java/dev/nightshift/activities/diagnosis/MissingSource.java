package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The relation of a source is not there. */
final class MissingSource implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<String, List<FailedNode>> bySource = new LinkedHashMap<>();
    for (FailedNode node : facts.failed()) {
      if (open.contains(node.id())
          && node.code() != null
          && !node.code().missingSource().isEmpty()) {
        bySource.computeIfAbsent(node.code().missingSource(), id -> new ArrayList<>()).add(node);
      }
    }
    return bySource.entrySet().stream()
        .map(entry -> cause(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Cause cause(String source, List<FailedNode> nodes) {
    return new Cause(
        "source_missing",
        Verdict.SOURCE,
        source,
        nodes.stream().map(FailedNode::id).sorted().toList(),
        "The relation of "
            + source
            + " is not in the warehouse, so "
            + Say.count(nodes.size(), "node")
            + " could not read it; it has to be delivered again.",
        Errors.evidence(nodes),
        Map.of("source", source),
        null);
  }
}
