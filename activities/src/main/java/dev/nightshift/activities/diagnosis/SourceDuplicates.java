package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.diagnosis.TestFacts.Duplicates;
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

/** A key occurs twice in the source itself, and that accounts for all that the test found. */
final class SourceDuplicates implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<String, List<FailedNode>> bySubject = new LinkedHashMap<>();
    for (FailedNode node : facts.failed()) {
      if (open.contains(node.id()) && inSource(node.test())) {
        bySubject
            .computeIfAbsent(node.test().source().orElseThrow().subject(), key -> new ArrayList<>())
            .add(node);
      }
    }
    return bySubject.entrySet().stream()
        .map(entry -> cause(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static boolean inSource(TestLook test) {
    return test != null
        && test.kind().equals("unique")
        && test.source().filter(test::begins).isPresent();
  }

  private static Cause cause(String subject, List<FailedNode> nodes) {
    TestLook test = nodes.get(0).test();
    Hop source = test.source().orElseThrow();
    Duplicates rows = test.duplicates();
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        Evidence.asked(
            Say.number(source.bad()) + " keys in " + Say.count(source.badRows(), "row"),
            source.query(),
            Witness.PRODUCTION));
    if (rows != null) {
      evidence.add(Evidence.asked(loaded(rows), rows.query(), Witness.PRODUCTION));
    }
    String often = source.badRows() == 2 * source.bad() ? "twice" : "more than once";
    return new Cause(
        "source_duplicates",
        Verdict.SOURCE,
        subject,
        nodes.stream().map(FailedNode::id).sorted().toList(),
        Say.count(source.bad(), "value")
            + " of "
            + String.join(", ", source.columns())
            + (source.bad() == 1 ? " occurs " : " occur ")
            + often
            + " in "
            + source.relation()
            + " itself, "
            + Say.number(source.badRows())
            + " of its "
            + Say.count(source.rows(), "row")
            + likeness(rows)
            + ".",
        evidence,
        Map.of("source", source.node(), "columns", String.join(",", source.columns())),
        null);
  }

  private static String likeness(Duplicates rows) {
    if (rows == null) {
      return "";
    }
    if (rows.different().isEmpty()) {
      return ", equal in every column";
    }
    if (rows.onlyLoadMetadata()) {
      return ", equal in "
          + (rows.same().isEmpty() ? "the key" : Say.list(rows.same()))
          + " and different only in "
          + Say.list(rows.different());
    }
    return ", which differ in " + Say.list(rows.different()) + ": they are not copies of one row";
  }

  private static String loaded(Duplicates rows) {
    if (rows.firstLoaded().isEmpty()) {
      return "In what the rows of one key differ";
    }
    return rows.firstLoaded().equals(rows.lastLoaded())
        ? "The later copies were loaded at " + rows.firstLoaded()
        : "The later copies were loaded from " + rows.firstLoaded() + " to " + rows.lastLoaded();
  }
}
