package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.warehouse.Production.Answer;
import dev.nightshift.activities.warehouse.Production.Relation;
import dev.nightshift.workflows.values.Evidence;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;

/**
 * How many rows came into a source on the newest day of its loads, where that is out of line with
 * the days before. A fact and no verdict: the day may not be over.
 */
final class Loads {
  /** A week, so that each weekday is among them, and a day of its own. */
  private static final int MOST_DAYS = 9;

  /** Of fewer days nobody knows what is usual. */
  private static final int LEAST_BEFORE = 4;

  private static final int TIMES = 2;

  private final Witness witness;
  private final Marks marks;

  Loads(Witness witness, Marks marks) {
    this.witness = witness;
    this.marks = marks;
  }

  Optional<Evidence> outOfLine(Part source) {
    String field = source.loadedAtField();
    if (!source.isSource() || !field.matches("\\w+") || marks.sensitive(source, field)) {
      return Optional.empty();
    }
    String query =
        "select cast(day as varchar) as day, n from (select cast("
            + Relation.quote(field)
            + " as date) as day, count(*) as n from "
            + Graph.quoted(source)
            + " where "
            + Relation.quote(field)
            + " is not null group by 1) days order by 1 desc";
    return witness
        .ask(query, MOST_DAYS)
        .map(Answer::rows)
        .filter(days -> days.size() > LEAST_BEFORE)
        .flatMap(days -> told(source, days))
        .map(says -> Evidence.asked(says, query, Witness.PRODUCTION));
  }

  /** The newest day first. */
  private static Optional<String> told(Part source, List<List<String>> days) {
    long newest = Long.parseLong(days.get(0).get(1));
    LongSummaryStatistics before =
        days.stream().skip(1).mapToLong(day -> Long.parseLong(day.get(1))).summaryStatistics();
    boolean few = newest * TIMES < before.getMin();
    boolean many = newest > before.getMax() * TIMES;
    return few || many
        ? Optional.of(
            source.relation()
                + " got "
                + Say.count(newest, "row")
                + " on "
                + days.get(0).get(0)
                + ", the newest day of its loads; on each of the "
                + before.getCount()
                + " before "
                + Say.number(before.getMin())
                + " to "
                + Say.number(before.getMax()))
        : Optional.empty();
  }
}
