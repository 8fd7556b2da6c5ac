package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.warehouse.Production.Answer;
import dev.nightshift.activities.warehouse.Production.Relation;
import dev.nightshift.workflows.values.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How many rows came into a source on the newest day of its loads, and how old they are, where that
 * is out of line with the days before. The day may not be over.
 */
final class LoadDays {
  /** A week, so that each weekday is among them, and a day of its own. */
  private static final int MOST_DAYS = 9;

  /** Of fewer days nobody knows what is usual. */
  private static final int LEAST_BEFORE = 4;

  private static final int TIMES = 2;

  /** A time without a zone is UTC, as dbt takes it; one of another zone is left alone. */
  private static final Pattern MOMENT =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)[ T](\\d\\d:\\d\\d:\\d\\d)(?:\\.\\d+)?(?:Z|\\+00(?::?00)?)?");

  private final Witness witness;
  private final Marks marks;
  private final Optional<Instant> run;

  LoadDays(Witness witness, Marks marks, String generatedAt) {
    this.witness = witness;
    this.marks = marks;
    this.run = moment(generatedAt);
  }

  /** A day, how many rows came, and when the last of them did. */
  private record Day(String name, long rows, Optional<Instant> last) {}

  List<Evidence> outOfLine(Part source) {
    String field = source.loadedAtField();
    if (!source.isSource() || !field.matches("\\w+") || marks.sensitive(source, field)) {
      return List.of();
    }
    String column = Relation.quote(field);
    String query =
        ("select cast(day as varchar) as day, n, cast(latest as varchar) as latest from (select"
                + " cast(%1$s as date) as day, count(*) as n, max(%1$s) as latest from %2$s where"
                + " %1$s is not null group by 1) days order by 1 desc")
            .formatted(column, Graph.quoted(source));
    List<Day> days =
        witness.ask(query, MOST_DAYS).map(Answer::rows).orElse(List.of()).stream()
            .map(row -> new Day(row.get(0), Long.parseLong(row.get(1)), moment(row.get(2))))
            .toList();
    if (days.size() <= LEAST_BEFORE) {
      return List.of();
    }
    return Stream.of(amount(source, days), age(source, days))
        .flatMap(Optional::stream)
        .map(says -> Evidence.asked(says, query, Witness.PRODUCTION))
        .toList();
  }

  /** The newest day first. */
  private static Optional<String> amount(Part source, List<Day> days) {
    long newest = days.get(0).rows();
    LongSummaryStatistics before = days.stream().skip(1).mapToLong(Day::rows).summaryStatistics();
    boolean few = newest * TIMES < before.getMin();
    boolean many = newest > before.getMax() * TIMES;
    return few || many
        ? Optional.of(
            source.relation()
                + " got "
                + Say.count(newest, "row")
                + " on "
                + days.get(0).name()
                + ", the newest day of its loads; on each of the "
                + before.getCount()
                + " before "
                + Say.number(before.getMin())
                + " to "
                + Say.number(before.getMax()))
        : Optional.empty();
  }

  /** Older than it ever was between two of these days, by its own rhythm and nobody's limit. */
  private Optional<String> age(Part source, List<Day> days) {
    if (run.isEmpty() || days.stream().anyMatch(day -> day.last().isEmpty())) {
      return Optional.empty();
    }
    List<Duration> between = new ArrayList<>();
    for (int i = 1; i < days.size(); i++) {
      between.add(Duration.between(days.get(i).last().get(), days.get(i - 1).last().get()));
    }
    Duration longest = between.stream().max(Duration::compareTo).orElseThrow();
    Duration age = Duration.between(days.get(0).last().get(), run.get());
    return age.compareTo(longest) > 0
        ? Optional.of(
            "the newest row of "
                + source.relation()
                + " came "
                + Say.time(age.toSeconds())
                + " before the run ended; between the last "
                + Say.count(days.size(), "day")
                + " of its loads it took at most "
                + Say.time(longest.toSeconds()))
        : Optional.empty();
  }

  private static Optional<Instant> moment(String text) {
    var parts = MOMENT.matcher(text == null ? "" : text.strip());
    try {
      return parts.matches()
          ? Optional.of(
              LocalDateTime.parse(parts.group(1) + "T" + parts.group(2)).toInstant(ZoneOffset.UTC))
          : Optional.empty();
    } catch (DateTimeParseException noTime) {
      return Optional.empty();
    }
  }
}
