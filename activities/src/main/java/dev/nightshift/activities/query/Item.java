package dev.nightshift.activities.query;

import dev.nightshift.activities.query.Entry.Field;
import dev.nightshift.activities.query.Entry.Open;
import dev.nightshift.activities.query.QueryFacts.Span;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A thing that a select reads from; {@code names} are the parts of its name, the last first. */
final class Item {
  final List<String> names;
  final Output output;

  /** The outer join that may leave it empty, or null. */
  Span optional;

  /** What a join by {@code using} has merged into the column of another. */
  final Set<String> merged = new LinkedHashSet<>();

  Item(List<String> names, Output output) {
    this.names = List.copyOf(names);
    this.output = output;
  }

  /** Whether a qualifier, the last part first, means it. */
  boolean isNamed(List<String> qualifier) {
    return qualifier.size() <= names.size() && qualifier.equals(names.subList(0, qualifier.size()));
  }

  Field find(String column) {
    Field field = output.find(column);
    if (field == null || optional == null) {
      return field;
    }
    return field.value(field.value().seen(Value.Seen.maybeNot(optional)));
  }

  /** One of its columns, or a list of them, as the joins of the select leave it. */
  Entry passed(Entry entry) {
    if (optional == null) {
      return entry;
    }
    return entry instanceof Field field
        ? field.value(field.value().seen(Value.Seen.maybeNot(optional)))
        : ((Open) entry).optional(optional);
  }
}
