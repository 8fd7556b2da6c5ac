package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.csv.CsvRows;
import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.diagnosis.TestFacts.TestLook;
import dev.nightshift.activities.diagnosis.TestFacts.ValueCount;
import dev.nightshift.activities.knowledge.Entries;
import dev.nightshift.activities.knowledge.Entry;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DocumentedChange;
import dev.nightshift.workflows.values.Evidence;
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
        topics(node),
        node.said());
  }

  static List<String> topics(FailedNode node) {
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
    return test.values().size() == 1 && holds(entry.change(), test.values().get(0).value());
  }

  /** A row of a seed has the value in one of its columns. */
  private static boolean holds(DocumentedChange change, String value) {
    return change.file().endsWith(".csv")
        ? CsvRows.of(change.value()).stream().anyMatch(row -> row.contains(value))
        : change.value().equals(value);
  }

  static Evidence evidence(Entry entry) {
    return Evidence.of(entry.title() + " (version " + entry.version() + ")", entry.path());
  }

  static String says(DocumentedChange change) {
    return says(change, "");
  }

  /** With «it» for what was named just before. */
  private static String says(DocumentedChange change, String it) {
    String what = change.value().equals(it) ? "it" : change.value();
    String where = change.file().endsWith(".csv") ? change.file() : change.key();
    return switch (change.operation()) {
      case "add" -> "add " + what + " to " + where;
      case "remove" -> "take " + what + " out of " + where;
      default -> "set " + where + " to " + what;
    };
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
            + says(entry.change(), value.value())
            + ".",
        List.of(
            Evidence.asked(
                Say.count(value.count(), "row") + " with the value",
                test.query(),
                Witness.PRODUCTION),
            evidence(entry)),
        null,
        Entries.matched(entry, true));
  }
}
