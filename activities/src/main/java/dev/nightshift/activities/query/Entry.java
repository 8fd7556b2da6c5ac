package dev.nightshift.activities.query;

import dev.nightshift.activities.query.QueryFacts.Span;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What stands in the list of columns that a query makes. */
sealed interface Entry {
  Span span();

  /**
   * A column with a name, or "" where each warehouse gives its own; {@code first} is by which
   * columns of the same query it numbers rows from one, or null.
   */
  record Field(String name, Value value, Span span, List<String> first) implements Entry {
    Field(String name, Value value, Span span) {
      this(name, value, span, null);
    }

    Field named(String other) {
      return new Field(other, value, span, first);
    }

    Field value(Value other) {
      return new Field(name, other, span, first);
    }
  }

  /**
   * All columns of a relation that nobody has named, or of something unknown where that is null;
   * {@code known} are those of which a filter says more; {@code optional} is the join that may
   * leave them empty, or null; {@code scattered} that others stand among them.
   */
  record Open(
      String relation,
      Set<String> without,
      Map<String, Field> known,
      Span optional,
      boolean scattered,
      Span span)
      implements Entry {

    static Open of(String relation, Span span) {
      return new Open(relation, Set.of(), Map.of(), null, false, span);
    }

    boolean could(String column) {
      return !without.contains(column);
    }

    Field field(String column) {
      Field field = known.get(column);
      if (field != null) {
        return field;
      }
      Value value = relation == null ? Value.UNKNOWN : Value.column(relation, column);
      return new Field(
          column, optional == null ? value : value.seen(Value.Seen.maybeNot(optional)), span);
    }

    Open without(Set<String> columns, boolean replaced) {
      Set<String> all = new LinkedHashSet<>(without);
      all.addAll(columns);
      Map<String, Field> left = new LinkedHashMap<>(known);
      left.keySet().removeAll(columns);
      return new Open(relation, all, left, optional, scattered || replaced, span);
    }

    Open optional(Span join) {
      return new Open(
          relation, without, known, optional == null ? join : optional, scattered, span);
    }

    Open known(Map<String, Field> more) {
      return new Open(relation, without, more, optional, scattered, span);
    }
  }
}
