package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.diagnosis.Facts.TestLook;
import dev.nightshift.activities.diagnosis.Facts.ValueCount;
import dev.nightshift.activities.knowledge.Entries;
import dev.nightshift.activities.knowledge.Entry;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.KnowledgeMatch;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A new value that the team's own page says what to do with, for all of the values at once. */
final class DocumentedValue implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    List<Cause> causes = new ArrayList<>();
    for (FailedNode node : facts.failed()) {
      TestLook test = node.test();
      if (!open.contains(node.id())
          || test == null
          || test.values().isEmpty()
          || test.moreValues()) {
        continue;
      }
      List<Entry> entries = facts.knowledge().executable(asked(node));
      // One block holds one value: where two pages claim it, or more values are new, a person
      // reads.
      if (entries.size() == 1 && covers(entries.get(0), test)) {
        causes.add(cause(node, entries.get(0)));
      }
    }
    return causes;
  }

  static Entries.Speaks asked(FailedNode node) {
    TestLook test = node.test();
    return new Entries.Speaks(
        node.name(),
        test == null ? node.id() : test.node(),
        node.message(),
        test == null ? "" : test.column(),
        test == null ? List.of() : test.values().stream().map(ValueCount::value).toList(),
        node.about(),
        topics(node));
  }

  /** The page, if any, that a person should read beside the verdict. */
  static KnowledgeMatch page(Facts facts, FailedNode node) {
    List<Entry> pages = facts.knowledge().prose(asked(node));
    return pages.isEmpty() ? null : Entries.matched(pages.get(0), false);
  }

  private static List<String> topics(FailedNode node) {
    if (node.test() != null) {
      return switch (node.test().kind()) {
        case "unique" -> List.of("unique", "duplicate", "duplicates");
        case "not_null" -> List.of("not_null", "null", "nulls");
        case "relationships" -> List.of("relationships", "orphans");
        default -> List.of(node.test().kind());
      };
    }
    return List.of(node.trouble().kind().name().toLowerCase(Locale.ROOT));
  }

  private static boolean covers(Entry entry, TestLook test) {
    return test.values().size() == 1 && entry.change().value().equals(test.values().get(0).value());
  }

  private static Cause cause(FailedNode node, Entry entry) {
    TestLook test = node.test();
    ValueCount value = test.values().get(0);
    return new Cause(
        "documented_value",
        Verdict.CODE,
        test.node() + "." + test.column(),
        List.of(node.id()),
        "The only value outside the list is "
            + value.value()
            + ", in "
            + Say.number(value.count())
            + " of "
            + Say.count(test.rows(), "row")
            + " of "
            + test.relation()
            + ", and the entry "
            + entry.path()
            + " covers it: "
            + entry.change().operation()
            + " it to "
            + entry.change().key()
            + ".",
        List.of(
            Evidence.asked(
                Say.count(value.count(), "row") + " with the value",
                test.query(),
                Witness.PRODUCTION),
            Evidence.of(entry.title() + " (version " + entry.version() + ")", entry.path())),
        null,
        Entries.matched(entry, true));
  }
}
