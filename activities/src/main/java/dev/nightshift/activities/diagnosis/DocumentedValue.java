package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.csv.CsvRows;
import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.diagnosis.TestFacts.TestLook;
import dev.nightshift.activities.diagnosis.TestFacts.ValueCount;
import dev.nightshift.activities.knowledge.Entries;
import dev.nightshift.activities.knowledge.Entry;
import dev.nightshift.activities.sql.CaseMapping;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DocumentedChange;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
      // Where two pages claim it, or more values are new than the block holds, a person reads.
      if (entries.size() == 1 && covers(entries.get(0), test)) {
        causes.add(cause(facts, node, entries.get(0)));
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
        test == null ? List.of() : names(test),
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

  /** Only what a model maps may be several values; a row has other columns beside the one. */
  private static boolean covers(Entry entry, TestLook test) {
    boolean several = entry.change().file().endsWith(".sql");
    return (several || test.values().size() == 1)
        && values(entry.change()).containsAll(names(test));
  }

  private static List<String> names(TestLook test) {
    return test.values().stream().map(ValueCount::value).toList();
  }

  /** The values that a block is for: what it maps, the cells of its row, or its one value. */
  static List<String> values(DocumentedChange change) {
    if (change.file().endsWith(".csv")) {
      return CsvRows.of(change.value()).stream().flatMap(List::stream).toList();
    }
    return change.file().endsWith(".sql")
        ? CaseMapping.values(change.value())
        : List.of(change.value());
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

  /** How SQL is written is a matter of the warehouse. */
  static Map<String, String> details(Facts facts, DocumentedChange change) {
    return change.file().endsWith(".sql") ? Map.of("adapter", facts.adapter()) : Map.of();
  }

  private static Cause cause(Facts facts, FailedNode node, Entry entry) {
    TestLook test = node.test();
    List<String> names = names(test);
    long count = test.values().stream().mapToLong(ValueCount::count).sum();
    boolean one = names.size() == 1;
    return new Cause(
        "documented_value",
        Verdict.CODE,
        test.node() + "." + test.column(),
        List.of(node.id()),
        (one ? "The only value outside the list is " : "The only values outside the list are ")
            + Say.list(names)
            + ", in "
            + Say.number(count)
            + " of "
            + Say.count(test.rows(), "row")
            + " of "
            + test.relation()
            + ", and the entry "
            + entry.path()
            + (one ? " covers it: " : " covers them: ")
            + says(entry.change(), names.get(0))
            + ".",
        List.of(
            Evidence.asked(
                Say.count(count, "row") + (one ? " with the value" : " with the values"),
                test.query(),
                Witness.PRODUCTION),
            evidence(entry)),
        details(facts, entry.change()),
        Entries.matched(entry, true));
  }
}
