package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.Messages;
import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.diagnosis.TestFacts.Hop;
import dev.nightshift.activities.diagnosis.TestFacts.TestLook;
import dev.nightshift.activities.knowledge.Entries;
import dev.nightshift.activities.knowledge.Entry;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The rest: what is known, and what a person should answer. */
final class Unclear implements Rule {
  private static final Set<String> ONE_WAY = Set.of("not_null", "unique");

  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<String, List<FailedNode>> bySubject = new LinkedHashMap<>();
    facts.failed().stream()
        .filter(node -> open.contains(node.id()))
        .forEach(
            node -> bySubject.computeIfAbsent(subject(node), key -> new ArrayList<>()).add(node));
    return bySubject.values().stream().map(nodes -> cause(facts, nodes)).toList();
  }

  private static Cause cause(Facts facts, List<FailedNode> nodes) {
    FailedNode node = nodes.get(0);
    List<Entry> pages = facts.knowledge().prose(DocumentedValue.asked(node));
    List<Evidence> evidence = new ArrayList<>(Errors.evidence(nodes));
    nodes.forEach(one -> evidence.addAll(evidence(one)));
    pages.stream()
        .limit(3)
        .forEach(entry -> evidence.add(Evidence.of(entry.title(), entry.path())));
    String page = pages.isEmpty() ? "" : " The entry " + pages.get(0).path() + " may speak of it.";
    return new Cause(
        node.test() != null
            ? "test_failure"
            : node.trouble().kind().name().toLowerCase(Locale.ROOT),
        Verdict.UNCLEAR,
        subject(node),
        nodes.stream().map(FailedNode::id).toList(),
        known(nodes) + page,
        evidence.stream().distinct().toList(),
        nodes.stream().allMatch(Unclear::isBuilt) ? Map.of(Cause.AGAIN, "yes") : null,
        pages.isEmpty() ? null : Entries.matched(pages.get(0), false));
  }

  /** What is asked of a source is no node of a build, and what a hook meets is not in a copy. */
  private static boolean isBuilt(FailedNode node) {
    return !node.id().startsWith("source.") && !node.id().startsWith("operation.");
  }

  private static List<Evidence> evidence(FailedNode node) {
    List<Evidence> evidence = new ArrayList<>();
    if (node.test() != null) {
      evidence.add(
          Evidence.asked(
              Say.count(node.test().failures(), "row") + " that the test found",
              node.test().query(),
              Witness.PRODUCTION));
      for (Hop hop : node.test().hops()) {
        evidence.add(
            Evidence.asked(
                hop.relation()
                    + ": "
                    + Say.number(hop.bad())
                    + " of "
                    + Say.count(hop.rows(), "row"),
                hop.query(),
                Witness.PRODUCTION));
      }
    }
    return evidence;
  }

  /**
   * A model that has more of what is wrong than it was given is where to look, not the test: in
   * which column, and in which way. Tests that find the same there have one cause.
   */
  static String subject(FailedNode node) {
    return node.test() == null
        ? node.id()
        : node.test()
            .breaksAt()
            .map(at -> node.test().hops().get(at).subject() + " " + way(node))
            .orElse(node.id());
  }

  /** What a reference leads to stands in the test alone. */
  private static String way(FailedNode node) {
    return ONE_WAY.contains(node.test().kind()) ? node.test().kind() : Say.name(node.id());
  }

  /** A column that is text, and could be of a type that the code can read. */
  private static String typed(FailedNode node) {
    return node.badCasts().stream()
        .filter(cast -> cast.reader().isEmpty())
        .findFirst()
        .map(
            cast ->
                ". "
                    + cast.relation()
                    + "."
                    + cast.column()
                    + " is text there, and "
                    + Say.number(cast.rows() - cast.bad())
                    + " of "
                    + Say.count(cast.rows(), "row")
                    + " hold a value of "
                    + cast.castTo().toLowerCase(Locale.ROOT)
                    + ". Is it to be cast where it is read, or delivered in another type?")
        .orElse(". Did its code change, or what it reads?");
  }

  private static String known(List<FailedNode> nodes) {
    FailedNode node = nodes.get(0);
    TestLook test = node.test();
    if (test == null) {
      return node.name()
          + " ended with an error that no rule knows: "
          + Messages.decisive(node.message())
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .skip(1)
              .findFirst()
              .orElse(node.message())
          + typed(node);
    }
    String found =
        Say.list(
            nodes.stream()
                .map(one -> one.name() + " found " + Say.count(one.test().failures(), "row"))
                .toList());
    if (test.hops().isEmpty()) {
      return found
          + ", and where they come from could not be followed to a source. Are these rows wrong, or"
          + " what the test expects?";
    }
    Hop first = test.hops().get(test.hops().size() - 1);
    return found
        + "; "
        + first.relation()
        + ", as far up as it could be followed, has "
        + Say.number(first.bad())
        + " of them. Which model should deal with such rows?";
  }
}
