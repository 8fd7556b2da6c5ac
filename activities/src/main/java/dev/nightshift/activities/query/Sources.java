package dev.nightshift.activities.query;

import dev.nightshift.activities.query.Entry.Field;
import dev.nightshift.activities.query.Entry.Open;
import dev.nightshift.activities.query.QueryFacts.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.jsqlparser.schema.Column;

/** All that a select reads from, and what its filters and joins say of single columns. */
final class Sources {
  final List<Item> items = new ArrayList<>();

  /** The sources around a subquery, or null. */
  final Sources outer;

  private final Script script;
  private final Map<Ref, Span> required = new LinkedHashMap<>();
  private final Map<Ref, List<String>> confined = new LinkedHashMap<>();
  private final Map<Ref, Set<Ref>> equal = new LinkedHashMap<>();

  /** Columns that a full join has merged: neither side's. */
  private final Set<String> blended = new HashSet<>();

  Sources(Sources outer, Script script) {
    this.outer = outer;
    this.script = script;
  }

  /** The column meant, or null where it is none of these or could be of several. */
  Ref resolve(Column column) {
    String name = script.name(column.getColumnName());
    if (column.getTable() != null && !column.getTable().getNameParts().isEmpty()) {
      int item = named(script.parts(column.getTable()));
      return item < 0 || items.get(item).output.find(name) == null ? null : new Ref(item, name);
    }
    return resolve(name, 0, items.size());
  }

  /** A name that two of them had would be an error, so the one that is known to have it has it. */
  Ref resolve(String name, int from, int to) {
    if (blended.contains(name)) {
      return null;
    }
    Ref has = null;
    Ref could = null;
    int having = 0;
    int open = 0;
    for (int i = from; i < to; i++) {
      Item item = items.get(i);
      if (item.merged.contains(name)) {
        continue;
      }
      if (item.output.has(name)) {
        having++;
        has = new Ref(i, name);
      } else if (item.output.could(name)) {
        open++;
        could = new Ref(i, name);
      }
    }
    Ref only = having == 1 ? has : having == 0 && open == 1 ? could : null;
    return only == null || items.get(only.item()).output.find(name) == null ? null : only;
  }

  /** Whether it is known of the column that it is there. */
  boolean isCertain(Ref ref) {
    return items.get(ref.item()).output.has(ref.column());
  }

  boolean isQualified(Column column) {
    return column.getTable() != null && !column.getTable().getNameParts().isEmpty();
  }

  /** The item of that name, or -1. */
  int named(List<String> qualifier) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).isNamed(qualifier)) {
        return i;
      }
    }
    return -1;
  }

  Field field(Ref ref) {
    return field(ref, items.get(ref.item()).find(ref.column()));
  }

  private Field field(Ref ref, Field found) {
    Value value = found.value();
    if (required.containsKey(ref) && !value.seen().isAlways()) {
      value = value.seen(Value.Seen.always(required.get(ref)));
    }
    List<String> texts = confined.get(ref);
    if (texts != null) {
      List<String> both = new ArrayList<>(texts);
      if (!value.literals().isEmpty()) {
        both.retainAll(value.literals());
      }
      value = value.literals(both);
    }
    return found.value(value);
  }

  /** One of the columns of an item as the select has it, filters and joins minded. */
  Entry passed(int item, Entry entry) {
    Entry passed = items.get(item).passed(entry);
    if (passed instanceof Field field) {
      return field(new Ref(item, field.name()), field);
    }
    Open open = (Open) passed;
    Map<String, Field> known = new LinkedHashMap<>();
    Output output = items.get(item).output;
    Set<String> names = new LinkedHashSet<>(open.known().keySet());
    required.keySet().stream()
        .filter(ref -> ref.item() == item)
        .forEach(r -> names.add(r.column()));
    confined.keySet().stream()
        .filter(ref -> ref.item() == item)
        .forEach(r -> names.add(r.column()));
    for (String name : names) {
      if (open.relation() != null && entry.equals(output.holder(name))) {
        boolean closed = output.fields().stream().anyMatch(field -> field.name().equals(name));
        if (!closed) {
          known.put(name, field(new Ref(item, name)));
        }
      }
    }
    return open.known(known);
  }

  void require(Set<Ref> refs, Span because) {
    for (Ref ref : refs) {
      required.putIfAbsent(ref, because);
      items.get(ref.item()).optional = null;
    }
  }

  void confine(Ref ref, List<String> texts) {
    List<String> all = new ArrayList<>(texts);
    if (confined.containsKey(ref)) {
      all.retainAll(confined.get(ref));
    }
    confined.put(ref, List.copyOf(all));
  }

  /** An outer join that may leave these items empty: what was required of them no longer holds. */
  void loosen(int from, int to, Span join) {
    for (int i = from; i < to; i++) {
      int item = i;
      items.get(i).optional = join;
      required.keySet().removeIf(ref -> ref.item() == item);
      confined.keySet().removeIf(ref -> ref.item() == item);
      equal.keySet().removeIf(ref -> ref.item() == item);
      equal.values().forEach(refs -> refs.removeIf(ref -> ref.item() == item));
    }
  }

  void equate(Ref one, Ref other) {
    equal.computeIfAbsent(one, ref -> new LinkedHashSet<>()).add(other);
    equal.computeIfAbsent(other, ref -> new LinkedHashSet<>()).add(one);
  }

  /** The column and all that inner joins make equal to it, itself first. */
  Set<Ref> alike(Ref ref) {
    Set<Ref> all = new LinkedHashSet<>(List.of(ref));
    List<Ref> open = new ArrayList<>(all);
    while (!open.isEmpty()) {
      for (Ref next : equal.getOrDefault(open.remove(0), Set.of())) {
        if (all.add(next)) {
          open.add(next);
        }
      }
    }
    return all;
  }

  void blend(String name) {
    blended.add(name);
  }

  boolean isBlended(String name) {
    return blended.contains(name);
  }
}
