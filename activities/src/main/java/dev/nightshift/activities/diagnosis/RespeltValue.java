package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.diagnosis.TestFacts.Hop;
import dev.nightshift.activities.diagnosis.TestFacts.TestLook;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a source delivers outside of a list is in it, with blanks around or in other capitals: no
 * value to be accepted. Capitals may be how it always came, and the project what reads them anew:
 * they are told of where the test passed before with the code as it is.
 */
final class RespeltValue implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<String, List<FailedNode>> bySource = new LinkedHashMap<>();
    for (FailedNode node : facts.failed()) {
      if (open.contains(node.id()) && isRespelt(facts, node)) {
        String subject = node.test().source().map(Hop::subject).orElse(node.test().node());
        bySource.computeIfAbsent(subject, key -> new ArrayList<>()).add(node);
      }
    }
    return bySource.values().stream().map(RespeltValue::cause).toList();
  }

  private static boolean isRespelt(Facts facts, FailedNode node) {
    TestLook test = node.test();
    return test != null
        && test.respelt() != null
        && test.source().isPresent()
        && node.unchanged()
        && (test.respelt().blanks() || facts.unchanged(node));
  }

  private static Cause cause(List<FailedNode> nodes) {
    TestLook test = nodes.get(0).test();
    Hop source = test.source().orElseThrow();
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        Evidence.asked(
            "Outside the list; of these with blanks around alone; with blanks or other capitals",
            test.respelt().query(),
            Witness.PRODUCTION));
    nodes.forEach(
        node ->
            evidence.add(
                Evidence.asked(
                    Say.count(node.test().values().size(), "value") + " found by " + node.name(),
                    node.test().query(),
                    Witness.PRODUCTION)));
    return new Cause(
        "source_values_respelt",
        Verdict.SOURCE,
        source.subject(),
        nodes.stream().map(FailedNode::id).sorted().toList(),
        Say.number(source.badRows())
            + " of "
            + Say.count(source.rows(), "row")
            + " of "
            + source.relation()
            + " have in "
            + String.join(", ", source.columns())
            + " a value that is in the list but for "
            + (test.respelt().blanks() ? "the blanks around it" : "its capitals")
            + ": nothing new to be accepted.",
        evidence,
        Map.of("source", source.node(), "columns", String.join(",", source.columns())),
        null);
  }
}
