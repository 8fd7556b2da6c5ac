package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.diagnosis.TestFacts.TestLook;
import dev.nightshift.activities.diagnosis.TestFacts.ValueCount;
import dev.nightshift.activities.knowledge.Entries;
import dev.nightshift.activities.knowledge.Entry;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Cause.Option;
import dev.nightshift.workflows.values.DocumentedChange;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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
            Map.of(Cause.MATTER, matter(test)),
            pages.isEmpty() ? null : Entries.matched(pages.get(0), false))
        .asking(ways(test));
  }

  /** Of which values it is, without a value that a report might have to mask. */
  private static String matter(TestLook test) {
    return Ids.hash(
            test.values().stream()
                .map(ValueCount::value)
                .sorted()
                .collect(Collectors.joining("\n")))
        .substring(0, 16);
  }

  /** One value at a time: of several, each would have to be looked at by itself. */
  private static List<Option> ways(TestLook test) {
    DocumentedChange adding = test.adding();
    if (adding == null) {
      return List.of();
    }
    String list =
        adding.key().startsWith("vars.")
            ? "to " + adding.key().substring(adding.key().lastIndexOf('.') + 1) + " in "
            : "to its list in ";
    return List.of(
        Option.of(
            "add_" + word(adding.value()),
            adding.value() + " is a value to be accepted: it is added " + list + adding.file(),
            adding));
  }

  /** What was said of one value does not hold for another on another night. */
  private static String word(String value) {
    return value.matches("[a-z0-9_]{1,30}") ? value : Ids.hash(value).substring(0, 8);
  }
}
