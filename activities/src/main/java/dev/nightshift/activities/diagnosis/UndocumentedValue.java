package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.diagnosis.TestFacts.TestLook;
import dev.nightshift.activities.knowledge.Entries;
import dev.nightshift.activities.knowledge.Entry;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A value outside the list that no executable entry covers: a person says what it is. */
final class UndocumentedValue implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    return facts.failed().stream()
        .filter(node -> open.contains(node.id()))
        .filter(node -> node.test() != null && !node.test().values().isEmpty())
        .map(node -> cause(facts, node))
        .toList();
  }

  private static Cause cause(Facts facts, FailedNode node) {
    TestLook test = node.test();
    List<Entry> pages = facts.knowledge().prose(DocumentedValue.asked(node));
    String found =
        Say.list(
            test.values().stream()
                .map(value -> value.value() + " (" + Say.count(value.count(), "row") + ")")
                .toList());
    String page =
        pages.isEmpty()
            ? "no entry of the knowledge base speaks of it"
            : "the entry " + pages.get(0).path() + " speaks of it without a block that covers it";
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        Evidence.asked(
            Say.count(test.values().size(), "value") + " outside the list",
            test.query(),
            Witness.PRODUCTION));
    pages.stream()
        .limit(3)
        .forEach(
            entry ->
                evidence.add(
                    Evidence.of(
                        entry.title() + (entry.problem().isEmpty() ? "" : "; " + entry.problem()),
                        entry.path())));
    return new Cause(
        "undocumented_value",
        Verdict.UNCLEAR,
        test.node() + "." + test.column(),
        List.of(node.id()),
        test.relation()
            + "."
            + test.column()
            + " holds outside its list "
            + found
            + (test.moreValues() ? " and more" : "")
            + ", of "
            + Say.count(test.rows(), "row")
            + ", and "
            + page
            + ". Is it a value to be accepted, or an error to be corrected where it comes from?",
        evidence,
        null,
        pages.isEmpty() ? null : Entries.matched(pages.get(0), false));
  }
}
