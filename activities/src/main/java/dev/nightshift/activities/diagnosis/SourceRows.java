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
import java.util.Set;

/** Nulls, or references that lead nowhere, that the source itself delivers. */
final class SourceRows implements Rule {
  private record Words(String kind, String what) {}

  private static final Map<String, Words> WORDS =
      Map.of(
          "not_null", new Words("source_nulls", "have no value in "),
          "relationships", new Words("source_orphans", "refer to a row that is not there, by "));

  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<String, List<FailedNode>> bySubject = new LinkedHashMap<>();
    for (FailedNode node : facts.failed()) {
      if (open.contains(node.id()) && inSource(node.test())) {
        Hop source = node.test().source().orElseThrow();
        bySubject
            .computeIfAbsent(node.test().kind() + " " + source.subject(), key -> new ArrayList<>())
            .add(node);
      }
    }
    return bySubject.values().stream().map(nodes -> cause(facts, nodes)).toList();
  }

  private static boolean inSource(TestLook test) {
    return test != null
        && WORDS.containsKey(test.kind())
        && test.source().filter(test::begins).isPresent();
  }

  private static Cause cause(Facts facts, List<FailedNode> nodes) {
    TestLook test = nodes.get(0).test();
    Hop source = test.source().orElseThrow();
    Words words = WORDS.get(test.kind());
    return new Cause(
        words.kind(),
        Verdict.SOURCE,
        source.subject(),
        nodes.stream().map(FailedNode::id).sorted().toList(),
        Say.number(source.badRows())
            + " of "
            + Say.count(source.rows(), "row")
            + " of "
            + source.relation()
            + " itself "
            + words.what()
            + String.join(", ", source.columns())
            + ".",
        test.hops().stream()
            .map(
                hop ->
                    Evidence.asked(
                        hop.relation() + ": " + Say.count(hop.badRows(), "row"),
                        hop.query(),
                        Witness.PRODUCTION))
            .toList(),
        Map.of("source", source.node(), "columns", String.join(",", source.columns())),
        DocumentedValue.page(facts, nodes.get(0)));
  }
}
