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
import java.util.Optional;
import java.util.Set;

/**
 * What a test found is in a seed already. Its rows stand in a file of the project, so that whoever
 * corrects them edits the project; which value is right the file does not say.
 */
final class SeedRows implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<String, List<FailedNode>> bySeed = new LinkedHashMap<>();
    for (FailedNode node : facts.failed()) {
      if (open.contains(node.id())) {
        seed(node.test())
            .ifPresent(
                hop -> bySeed.computeIfAbsent(hop.node(), id -> new ArrayList<>()).add(node));
      }
    }
    return bySeed.entrySet().stream()
        .map(entry -> cause(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Optional<Hop> seed(TestLook test) {
    if (test == null || test.hops().isEmpty()) {
      return Optional.empty();
    }
    Hop last = test.hops().get(test.hops().size() - 1);
    return Optional.of(last).filter(hop -> hop.node().startsWith("seed.")).filter(test::begins);
  }

  private static Cause cause(String seed, List<FailedNode> nodes) {
    TestLook test = nodes.get(0).test();
    Hop hop = seed(test).orElseThrow();
    List<Evidence> evidence = new ArrayList<>();
    for (FailedNode node : nodes) {
      Hop at = seed(node.test()).orElseThrow();
      evidence.add(
          Evidence.asked(
              at.relation() + ": " + Say.count(at.badRows(), "row") + " by " + node.name(),
              at.query(),
              Witness.PRODUCTION));
    }
    return new Cause(
        "seed_rows",
        Verdict.CODE,
        seed,
        nodes.stream().map(FailedNode::id).sorted().toList(),
        "What "
            + nodes.get(0).name()
            + " found is in the seed "
            + hop.relation()
            + " already: "
            + Say.number(hop.badRows())
            + " of its "
            + Say.count(hop.rows(), "row")
            + ", by "
            + String.join(", ", hop.columns())
            + ". What they are to be stands nowhere else.",
        evidence,
        Map.of("undecided", "what the rows of the seed are to be is for a person to say"),
        null);
  }
}
