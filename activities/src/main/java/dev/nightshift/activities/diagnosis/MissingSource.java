package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.CodeFacts.MovedTable;
import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The relation of a source is not there, or not under the name by which the project reads it. */
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
        .map(
            entry ->
                moved(entry.getValue())
                    .map(moved -> renamed(entry.getKey(), entry.getValue(), moved))
                    .orElseGet(() -> cause(entry.getKey(), entry.getValue())))
        .toList();
  }

  private static Optional<MovedTable> moved(List<FailedNode> nodes) {
    return nodes.stream().map(node -> node.code().moved()).filter(Objects::nonNull).findFirst();
  }

  private static Cause renamed(String source, List<FailedNode> nodes, MovedTable moved) {
    List<Evidence> evidence = new ArrayList<>(Errors.evidence(nodes));
    evidence.add(
        Evidence.asked(
            moved.edit().value() + " is the one table there that is called so",
            moved.query(),
            Witness.PRODUCTION));
    Map<String, String> details = new TreeMap<>(moved.edit().toDetails());
    details.put("source", source);
    details.put("file", moved.edit().file());
    return new Cause(
        "renamed_source_table",
        Verdict.CODE,
        source,
        nodes.stream().map(FailedNode::id).sorted().toList(),
        "The relation of "
            + source
            + " is not in the warehouse; "
            + moved.edit().value()
            + " is, in the same schema, read by nothing else, with all "
            + Say.count(moved.columns(), "column")
            + " that are read of it: it was renamed.",
        evidence,
        details,
        null);
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
