package dev.nightshift.activities.query;

import dev.nightshift.activities.query.Entry.Field;
import dev.nightshift.activities.query.Entry.Open;
import dev.nightshift.activities.query.QueryFacts.Grain;
import dev.nightshift.activities.query.QueryFacts.Rows;
import dev.nightshift.activities.query.QueryFacts.Span;
import java.util.ArrayList;
import java.util.List;

/** What a query or a relation gives; {@code single} that this is at most one row. */
record Output(List<Entry> entries, List<Grain> grains, Rows rows, boolean single) {
  static final Rows NOBODYS = new Rows(null, List.of(), false, false);
  private static final Rows GENERATED = new Rows(null, List.of(), false, true);

  Output {
    entries = List.copyOf(entries);
    grains = List.copyOf(grains);
  }

  static Output relation(String name, Span span) {
    Rows rows = new Rows(name, List.of(), false, false);
    return new Output(List.of(Open.of(name, span)), List.of(), rows, false);
  }

  /** It could have any column, and any number of rows. */
  static Output unknown(Span span) {
    return new Output(List.of(Open.of(null, span)), List.of(), NOBODYS, false);
  }

  /** Rows that a function makes. */
  static Output generated(List<String> columns, Span span) {
    List<Entry> entries = new ArrayList<>();
    columns.forEach(name -> entries.add(new Field(name, Value.UNKNOWN, span)));
    if (entries.isEmpty()) {
      entries.add(Open.of(null, span));
    }
    return new Output(entries, List.of(), GENERATED, false);
  }

  /** Made anew for each row of something else. */
  Output repeated() {
    Rows often = new Rows(rows.relation(), rows.beside(), rows.several(), true);
    return new Output(entries, List.of(), often, false);
  }

  List<Field> fields() {
    return entries.stream().filter(Field.class::isInstance).map(Field.class::cast).toList();
  }

  List<Open> opens() {
    return entries.stream().filter(Open.class::isInstance).map(Open.class::cast).toList();
  }

  /** Whether a column of that name is certainly there. */
  boolean has(String column) {
    return entries.stream()
        .anyMatch(
            entry ->
                entry instanceof Field field
                    ? field.name().equals(column)
                    : entry instanceof Open open && open.known().containsKey(column));
  }

  boolean could(String column) {
    return has(column) || opens().stream().anyMatch(open -> open.could(column));
  }

  /** The column of that name, or null where there is none or it could be one of several. */
  Field find(String column) {
    List<Field> named = fields().stream().filter(field -> field.name().equals(column)).toList();
    if (!named.isEmpty()) {
      return named.size() == 1 ? named.get(0) : null;
    }
    Open open = holder(column);
    return open == null ? null : open.field(column);
  }

  /** The one list of unnamed columns among which it would be, or null. */
  Open holder(String column) {
    List<Open> known = opens().stream().filter(open -> open.known().containsKey(column)).toList();
    if (known.size() == 1) {
      return known.get(0);
    }
    List<Open> possible = opens().stream().filter(open -> open.could(column)).toList();
    return possible.size() == 1 ? possible.get(0) : null;
  }

  /** With other names for its columns, as far as those are given. */
  Output renamed(List<String> names, Span span) {
    if (names.isEmpty()) {
      return this;
    }
    if (!opens().isEmpty() || names.size() > entries.size()) {
      List<Entry> entries = new ArrayList<>();
      names.forEach(name -> entries.add(new Field(name, Value.UNKNOWN, span)));
      return new Output(entries, List.of(), rows, single);
    }
    List<Entry> renamed = new ArrayList<>();
    List<String> old = fields().stream().map(Field::name).toList();
    List<String> now = new ArrayList<>(names);
    now.addAll(old.subList(names.size(), old.size()));
    for (int i = 0; i < now.size(); i++) {
      Field field = fields().get(i);
      List<String> first = field.first() == null ? null : renamed(field.first(), old, now);
      renamed.add(new Field(now.get(i), field.value(), field.span(), first));
    }
    List<Grain> kept =
        grains.stream()
            .map(grain -> new Grain(renamed(grain.columns(), old, now), grain.how(), grain.span()))
            .toList();
    return new Output(renamed, kept, rows, single);
  }

  private static List<String> renamed(List<String> columns, List<String> old, List<String> now) {
    return columns.stream().map(column -> now.get(old.indexOf(column))).toList();
  }
}
