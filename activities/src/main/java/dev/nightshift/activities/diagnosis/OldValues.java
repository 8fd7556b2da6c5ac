package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.Facts.Comparison;
import dev.nightshift.activities.warehouse.Production.Column;
import dev.nightshift.activities.warehouse.Production.Relation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The values that a lost column had, as tables below still hold them from the last good run,
 * against a column that is there now.
 */
final class OldValues {
  private static final Set<String> KEPT = Set.of("table", "incremental", "snapshot");
  private static final int MOST_TABLES = 10;
  private static final int MOST_KEYS = 6;

  /** By chance a type gives again one value in some, not nine in ten. */
  private static final double MOSTLY = 0.9;

  private final Graph graph;
  private final Witness witness;
  private final Map<String, Boolean> unique = new HashMap<>();
  private final Map<String, List<Kept>> kept = new HashMap<>();

  OldValues(Graph graph, Witness witness) {
    this.graph = graph;
    this.witness = witness;
  }

  /** A table's columns by what they were made of in the source. */
  private record Kept(Part table, Map<String, Origin> origins) {
    List<String> of(String sourceColumn) {
      return origins.entrySet().stream()
          .filter(entry -> entry.getValue().column().equals(sourceColumn))
          .map(Map.Entry::getKey)
          .toList();
    }

    /** What would stand in the table's column, made of this. */
    String made(String old, String of) {
      return origins.get(old).filled(of);
    }
  }

  Optional<Comparison> compare(Part source, String lost, String candidate) {
    List<Kept> tables = kept(source);
    for (Kept table : tables) {
      for (String old : table.of(lost)) {
        Optional<Comparison> byKey = byKey(source, table, old, "s." + Relation.quote(candidate));
        if (byKey.isPresent()) {
          return byKey;
        }
      }
    }
    for (Kept table : tables) {
      for (String old : table.of(lost)) {
        Optional<Comparison> found = found(source, table, old, candidate);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Columns of the source that a relation below carries as they were, with the type they had then:
   * of several the one that has another now, for some were built anew since it changed.
   */
  Map<String, Then> types(Part source) {
    Map<String, Then> types = new LinkedHashMap<>();
    for (Part below : graph.below(source)) {
      if (below.hasRelation()) {
        carried(source, below)
            .forEach(
                (name, then) -> {
                  Then there = types.get(name);
                  if (there == null || isAsNow(source, name, there)) {
                    types.put(name, then);
                  }
                });
      }
    }
    return types;
  }

  private boolean isAsNow(Part source, String name, Then then) {
    return witness
        .column(source, name)
        .filter(now -> Names.sameFamily(now.type(), then.type()))
        .isPresent();
  }

  private Map<String, Then> carried(Part source, Part below) {
    Map<String, Then> carried = new LinkedHashMap<>();
    for (Column column : witness.columns(below)) {
      graph
          .root(below, column.name().toLowerCase(Locale.ROOT))
          .filter(step -> step.part().equals(source) && step.origin().isPlain())
          .ifPresent(
              step ->
                  carried.put(
                      step.origin().column(), new Then(below.relation(), column.type(), null)));
    }
    return carried;
  }

  /** What the tables below hold of a column, against its values now in a type. */
  Optional<Comparison> again(Part source, String column, String type) {
    for (Kept table : kept(source)) {
      for (String old : table.of(column)) {
        Optional<Comparison> again = byKey(source, table, old, cast(column, type));
        if (again.isPresent()) {
          return again;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The types in which a text gives again what a table below was made of, by an expression that
   * takes no text: a few values of it may be none.
   */
  List<Then> remade(Part source, String column, List<String> types) {
    List<Then> remade = new ArrayList<>();
    for (Kept table : kept(source)) {
      for (String old : table.of(column)) {
        if (table.origins().get(old).isPlain() || isAnswered(source, table, old, column)) {
          continue;
        }
        for (String type : types) {
          byKey(source, table, old, cast(column, type))
              .filter(again -> again.same() >= MOSTLY * again.compared())
              .ifPresent(again -> remade.add(new Then(table.table().relation(), type, again)));
        }
        if (!remade.isEmpty()) {
          return remade;
        }
      }
    }
    return remade;
  }

  private boolean isAnswered(Part source, Kept kept, String old, String column) {
    return witness
        .ask(
            "select "
                + kept.made(old, "s." + Relation.quote(column))
                + " from "
                + Graph.quoted(source)
                + " s",
            1)
        .isPresent();
  }

  private static String cast(String column, String type) {
    return "try_cast(s." + Relation.quote(column) + " as " + type + ")";
  }

  /** What a relation that was built before says of a column, and of its values. */
  record Then(String relation, String type, Comparison before) {}

  private List<Kept> kept(Part source) {
    return kept.computeIfAbsent(source.id(), id -> tables(source));
  }

  private List<Kept> tables(Part source) {
    List<Kept> tables = new ArrayList<>();
    for (Part below : graph.below(source)) {
      boolean keeps =
          KEPT.contains(below.config("materialized")) || below.type().equals("snapshot");
      if (!keeps || !below.hasRelation() || tables.size() >= MOST_TABLES) {
        continue;
      }
      Map<String, Origin> origins = new LinkedHashMap<>();
      for (Column column : witness.columns(below)) {
        graph
            .root(below, column.name().toLowerCase(Locale.ROOT))
            .filter(step -> step.part().equals(source))
            .ifPresent(step -> origins.put(column.name(), step.origin()));
      }
      if (!origins.isEmpty()) {
        tables.add(new Kept(below, origins));
      }
    }
    return tables;
  }

  /** {@code of} is the expression on the source {@code s} that the column is made of now. */
  private Optional<Comparison> byKey(Part source, Kept kept, String old, String of) {
    List<Map.Entry<String, Origin>> keys =
        kept.origins().entrySet().stream()
            .filter(entry -> entry.getValue().isPlain())
            .filter(entry -> witness.column(source, entry.getValue().column()).isPresent())
            .sorted(
                Comparator.<Map.Entry<String, Origin>, Boolean>comparing(
                        entry ->
                            !entry
                                .getKey()
                                .toLowerCase(Locale.ROOT)
                                .matches(".*(id|key|uuid|number|code)"))
                    .thenComparing(Map.Entry::getKey))
            .limit(MOST_KEYS)
            .toList();
    for (Map.Entry<String, Origin> key : keys) {
      if (!unique(source, key.getValue().column())) {
        continue;
      }
      String query =
          "select count(*), coalesce(sum(case when t."
              + Relation.quote(old)
              + " is not distinct from "
              + kept.made(old, of)
              + " then 1 else 0 end), 0), count(distinct t."
              + Relation.quote(old)
              + ") from "
              + current(kept.table())
              + " t join "
              + Graph.quoted(source)
              + " s on t."
              + Relation.quote(key.getKey())
              + " = s."
              + Relation.quote(key.getValue().column());
      Optional<long[]> numbers = witness.numbers(query);
      // One value everywhere tells nothing: any constant column would agree with it.
      if (numbers.isPresent() && numbers.get()[0] > 0 && numbers.get()[2] > 1) {
        return Optional.of(comparison(kept, key.getKey(), numbers.get(), query));
      }
    }
    return Optional.empty();
  }

  /** With no key to join by: how many of the old distinct values are there again. */
  private Optional<Comparison> found(Part source, Kept kept, String old, String candidate) {
    String column = Relation.quote(old);
    String query =
        "select count(*), count(n.v), count(distinct o.v) from (select distinct "
            + column
            + " as v from "
            + current(kept.table())
            + " where "
            + column
            + " is not null) o left join (select distinct "
            + kept.made(old, "s." + Relation.quote(candidate))
            + " as v from "
            + Graph.quoted(source)
            + " s) n on o.v = n.v";
    return witness
        .numbers(query)
        .filter(numbers -> numbers[0] > 1)
        .map(numbers -> comparison(kept, "", numbers, query));
  }

  private static Comparison comparison(Kept kept, String key, long[] numbers, String query) {
    return new Comparison(kept.table().relation(), key, numbers[0], numbers[1], numbers[2], query);
  }

  private static String current(Part table) {
    return table.type().equals("snapshot")
        ? "(select * from " + Graph.quoted(table) + " where dbt_valid_to is null)"
        : Graph.quoted(table);
  }

  private boolean unique(Part source, String column) {
    return unique.computeIfAbsent(
        source.id() + "." + column,
        key -> {
          String name = Relation.quote(column);
          String query =
              "select count("
                  + name
                  + ") - count(distinct "
                  + name
                  + ") from "
                  + Graph.quoted(source);
          return witness.numbers(query).filter(numbers -> numbers[0] == 0).isPresent();
        });
  }
}
