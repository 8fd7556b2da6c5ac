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
  }

  Optional<Comparison> compare(Part source, String lost, String candidate) {
    List<Kept> tables = kept.computeIfAbsent(source.id(), id -> kept(source));
    for (Kept table : tables) {
      for (String old : table.of(lost)) {
        Optional<Comparison> byKey = byKey(source, table, old, candidate);
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

  /** Columns of the source that a table below carries as they were, with the type they had then. */
  Map<String, Then> types(Part source) {
    Map<String, Then> types = new LinkedHashMap<>();
    for (Kept table : kept.computeIfAbsent(source.id(), id -> kept(source))) {
      table.origins().entrySet().stream()
          .filter(entry -> entry.getValue().isPlain())
          .forEach(
              entry ->
                  witness
                      .column(table.table(), entry.getKey())
                      .ifPresent(
                          column ->
                              types.putIfAbsent(
                                  entry.getValue().column(),
                                  new Then(table.table().relation(), column.type()))));
    }
    return types;
  }

  /** What a relation that was built before says of a column. */
  record Then(String relation, String type) {}

  private List<Kept> kept(Part source) {
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

  private Optional<Comparison> byKey(Part source, Kept kept, String old, String candidate) {
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
              + made(kept, old, candidate)
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
            + made(kept, old, candidate)
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

  private static String made(Kept kept, String old, String candidate) {
    return kept.origins().get(old).filled("s." + Relation.quote(candidate));
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
