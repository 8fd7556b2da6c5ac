package dev.nightshift.activities.query;

import dev.nightshift.activities.query.QueryFacts.Grouped;
import dev.nightshift.activities.query.QueryFacts.Joined;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is found anywhere in a query, in the order in which it is written. */
final class Findings {
  private final Set<Joined> joins = new LinkedHashSet<>();
  private final Set<Grouped> groups = new LinkedHashSet<>();

  void add(Joined joined) {
    joins.add(joined);
  }

  void add(Grouped grouped) {
    groups.add(grouped);
  }

  List<Joined> joins() {
    return joins.stream().sorted(Comparator.comparingInt(joined -> joined.span().start())).toList();
  }

  List<Grouped> groups() {
    return groups.stream()
        .sorted(Comparator.comparingInt(grouped -> grouped.span().start()))
        .toList();
  }
}
