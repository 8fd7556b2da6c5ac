package dev.nightshift.activities.query;

import dev.nightshift.activities.query.Entry.Field;
import dev.nightshift.activities.query.QueryFacts.Grain;
import dev.nightshift.activities.query.QueryFacts.How;
import dev.nightshift.activities.query.QueryFacts.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Grains of what a query gives. */
final class Grains {
  private Grains() {}

  /** All columns together, where each of them has a name of its own; else none. */
  static List<Grain> ofAll(List<Entry> entries, How how, Span span) {
    List<String> names = new ArrayList<>();
    for (Entry entry : entries) {
      if (!(entry instanceof Field field) || field.name().isEmpty()) {
        return List.of();
      }
      names.add(field.name());
    }
    boolean apart = new HashSet<>(names).size() == names.size();
    return apart && !names.isEmpty() ? List.of(new Grain(names, how, span)) : List.of();
  }

  /** Without those that say no more than another does. */
  static List<Grain> least(List<Grain> grains) {
    List<Grain> least = new ArrayList<>();
    for (int i = 0; i < grains.size(); i++) {
      Grain grain = grains.get(i);
      int at = i;
      boolean said =
          grains.stream()
              .anyMatch(
                  other ->
                      grain.columns().containsAll(other.columns())
                          && (!other.columns().containsAll(grain.columns())
                              || grains.indexOf(other) < at));
      if (!said && !grain.columns().isEmpty()) {
        least.add(once(grain));
      }
    }
    return least;
  }

  private static Grain once(Grain grain) {
    Set<String> columns = new LinkedHashSet<>(grain.columns());
    return new Grain(List.copyOf(columns), grain.how(), grain.span());
  }
}
