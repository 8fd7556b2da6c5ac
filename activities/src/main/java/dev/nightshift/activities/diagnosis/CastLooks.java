package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.Facts.BadCast;
import dev.nightshift.activities.warehouse.Production.Column;
import dev.nightshift.activities.warehouse.Production.Relation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * For a failed conversion: the casts above the node, and which source values do not fit; where no
 * cast explains it, columns of a source whose type is another one than tables below hold them in.
 */
final class CastLooks {
  private final Graph graph;
  private final Witness witness;
  private final OldValues oldValues;

  CastLooks(Graph graph, Witness witness, OldValues oldValues) {
    this.graph = graph;
    this.witness = witness;
    this.oldValues = oldValues;
  }

  List<BadCast> look(Part failing) {
    Map<String, BadCast> found = new LinkedHashMap<>();
    for (Part reader : graph.above(failing)) {
      List<Lineage.Cast> casts = graph.lineage(reader).map(Lineage::casts).orElse(List.of());
      for (Lineage.Cast cast : casts) {
        look(reader, cast)
            .ifPresent(bad -> found.putIfAbsent(bad.source() + "." + bad.column(), bad));
      }
    }
    if (found.isEmpty()) {
      graph.above(failing).stream()
          .filter(Part::isSource)
          .forEach(source -> retyped(source, found));
    }
    return List.copyOf(found.values());
  }

  private void retyped(Part source, Map<String, BadCast> found) {
    oldValues
        .types(source)
        .forEach(
            (name, then) -> {
              Optional<Column> now = witness.column(source, name);
              if (now.isPresent() && !Names.sameFamily(now.get().type(), then.type())) {
                found.put(source.id() + "." + name, retyped(source, now.get(), then));
              }
            });
  }

  private BadCast retyped(Part source, Column now, OldValues.Then then) {
    String query = unfit(source, Relation.quote(now.name()), then.type());
    long[] numbers = witness.numbers(query).orElse(new long[] {0, 0});
    return new BadCast(
        source.id(),
        source.relation(),
        now.name().toLowerCase(Locale.ROOT),
        now.type(),
        then.type(),
        then.relation(),
        true,
        numbers[0],
        numbers[1],
        query);
  }

  private static String unfit(Part source, String column, String type) {
    return "select coalesce(sum(case when "
        + column
        + " is not null and try_cast("
        + column
        + " as "
        + type
        + ") is null then 1 else 0 end), 0), count(*) from "
        + Graph.quoted(source);
  }

  private Optional<BadCast> look(Part reader, Lineage.Cast cast) {
    Optional<Part> at = graph.at(cast.of().relation());
    if (at.isEmpty()) {
      return Optional.empty();
    }
    String name = cast.of().column();
    Optional<Graph.Step> root =
        at.get().isSource()
            ? Optional.of(new Graph.Step(at.get(), cast.of()))
            : graph.root(at.get(), name);
    return root.filter(step -> step.origin().isPlain())
        .flatMap(step -> counted(step.part(), step.origin().column(), reader, cast.type()));
  }

  private Optional<BadCast> counted(Part source, String name, Part reader, String type) {
    Optional<Column> column = witness.column(source, name);
    if (column.isEmpty() || !Names.family(column.get().type()).equals("text")) {
      return Optional.empty();
    }
    String quoted = Relation.quote(column.get().name());
    String query = unfit(source, quoted, type);
    return witness
        .numbers(query)
        .filter(numbers -> numbers[0] > 0)
        .map(
            numbers ->
                new BadCast(
                    source.id(),
                    source.relation(),
                    name,
                    column.get().type(),
                    type,
                    reader.id(),
                    false,
                    numbers[0],
                    numbers[1],
                    query));
  }
}
