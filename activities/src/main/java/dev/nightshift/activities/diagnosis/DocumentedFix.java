package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.diagnosis.TestFacts.TestLook;
import dev.nightshift.activities.diagnosis.TestFacts.ValueCount;
import dev.nightshift.activities.knowledge.Entries;
import dev.nightshift.activities.knowledge.Entry;
import dev.nightshift.activities.knowledge.Entry.Match;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DocumentedChange;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A failure that one page's block is for, by the test, the node or the message that it names: what
 * the block says is the fix.
 */
final class DocumentedFix implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<Entry, List<FailedNode>> byEntry = new LinkedHashMap<>();
    for (FailedNode node : facts.failed()) {
      if (open.contains(node.id())) {
        entry(facts, node)
            .ifPresent(entry -> byEntry.computeIfAbsent(entry, it -> new ArrayList<>()).add(node));
      }
    }
    return byEntry.entrySet().stream().map(it -> cause(facts, it.getKey(), it.getValue())).toList();
  }

  /** Where two pages claim it a person reads them. */
  private static Optional<Entry> entry(Facts facts, FailedNode node) {
    List<Entry> entries = facts.knowledge().executable(DocumentedValue.asked(node));
    return entries.size() == 1
        ? Optional.of(entries.get(0)).filter(entry -> isFor(entry, node))
        : Optional.empty();
  }

  /** A new value is added by the block that adds just it, or is named by one that does else. */
  private static boolean isFor(Entry entry, FailedNode node) {
    TestLook test = node.test();
    boolean newValues = test != null && !test.values().isEmpty();
    return entry.match().isSpecific()
        && (!newValues
            || (!adds(entry.change(), test)
                && !entry.match().values().isEmpty()
                && !test.moreValues()));
  }

  /** A model may map others: what came out of it is what it makes of all that it does not know. */
  private static boolean adds(DocumentedChange change, TestLook test) {
    List<String> added = DocumentedValue.values(change);
    return change.operation().equals("add")
        && (!change.file().endsWith(".sql")
            || test.values().stream().map(ValueCount::value).anyMatch(added::contains));
  }

  private static Cause cause(Facts facts, Entry entry, List<FailedNode> failed) {
    List<FailedNode> nodes = failed.stream().sorted(Comparator.comparing(FailedNode::id)).toList();
    List<Evidence> evidence = new ArrayList<>(Errors.evidence(nodes));
    nodes.stream()
        .map(FailedNode::test)
        .filter(test -> test != null)
        .forEach(test -> evidence.add(found(test)));
    evidence.add(DocumentedValue.evidence(entry));
    return new Cause(
        "documented_fix",
        Verdict.CODE,
        Unclear.subject(nodes.get(0)),
        nodes.stream().map(FailedNode::id).toList(),
        "The entry "
            + entry.path()
            + " is for what stopped "
            + Say.list(nodes.stream().map(FailedNode::name).toList())
            + ", "
            + by(entry.match())
            + ": "
            + DocumentedValue.says(entry.change())
            + ".",
        evidence,
        DocumentedValue.details(facts, entry.change()),
        Entries.matched(entry, true));
  }

  private static Evidence found(TestLook test) {
    return Evidence.asked(
        Say.count(test.failures(), "row") + " that the test found",
        test.query(),
        Witness.PRODUCTION);
  }

  private static String by(Match match) {
    List<String> ways = new ArrayList<>();
    if (!match.test().isEmpty()) {
      ways.add("by its name");
    }
    if (!match.node().isEmpty()) {
      ways.add("by what it is about");
    }
    if (!match.message().isEmpty()) {
      ways.add("by its message");
    }
    return Say.list(ways);
  }
}
