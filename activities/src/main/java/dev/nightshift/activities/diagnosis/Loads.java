package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether data came otherwise than usual into the sources above what failed, where data may be why:
 * facts beside a judgement that stands already, and no verdict.
 */
final class Loads {
  /** Each is a few questions to production. */
  private static final int MOST_SOURCES = 4;

  private static final int MOST_IN_ALL = 20;

  private final Graph graph;
  private final LoadDays days;
  private final RowCounts counts;
  private final Map<String, List<Evidence>> looked = new HashMap<>();

  Loads(Graph graph, Witness witness, Marks marks) {
    this.graph = graph;
    this.days = new LoadDays(witness, marks, graph.run().generatedAt());
    this.counts = new RowCounts(graph, witness);
  }

  /** With what is out of line. */
  Cause beside(Cause cause, Facts facts) {
    if (cause.verdict() != Verdict.SOURCE && cause.verdict() != Verdict.UNCLEAR) {
      return cause;
    }
    Set<Part> sources = new LinkedHashSet<>();
    cause.nodes().stream()
        .flatMap(id -> facts.node(id).stream())
        .filter(Loads::isOfData)
        .forEach(node -> sources(node).forEach(sources::add));
    List<Evidence> evidence = new ArrayList<>(cause.evidence());
    sources.stream().limit(MOST_SOURCES).forEach(source -> evidence.addAll(look(source)));
    return evidence.size() == cause.evidence().size() ? cause : cause.withEvidence(evidence);
  }

  /** How old a late source is, is told; no row makes code that cannot be read. */
  private static boolean isOfData(FailedNode node) {
    return node.late() == null
        && !node.type().equals("unit_test")
        && (node.code() == null || node.is(Trouble.Kind.DIVISION));
  }

  private Stream<Part> sources(FailedNode node) {
    return node.test() != null
        ? node.test().sources().stream().flatMap(id -> graph.part(id).stream())
        : graph.part(node.id()).stream()
            .flatMap(part -> graph.above(part).stream())
            .filter(Part::isSource);
  }

  private List<Evidence> look(Part source) {
    if (!looked.containsKey(source.id()) && looked.size() < MOST_IN_ALL) {
      List<Evidence> evidence = new ArrayList<>(days.outOfLine(source));
      counts.outOfLine(source).ifPresent(evidence::add);
      looked.put(source.id(), evidence);
    }
    return looked.getOrDefault(source.id(), List.of());
  }
}
