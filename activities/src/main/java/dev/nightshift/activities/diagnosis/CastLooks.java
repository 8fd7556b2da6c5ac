package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.Facts.BadCast;
import dev.nightshift.activities.warehouse.Production.Column;
import dev.nightshift.activities.warehouse.Production.Relation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** For a failed conversion: the casts above the node, and which source values do not fit. */
final class CastLooks {
  private final Graph graph;
  private final Witness witness;

  CastLooks(Graph graph, Witness witness) {
    this.graph = graph;
    this.witness = witness;
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
    return List.copyOf(found.values());
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
    String query =
        "select coalesce(sum(case when "
            + quoted
            + " is not null and try_cast("
            + quoted
            + " as "
            + type
            + ") is null then 1 else 0 end), 0), count(*) from "
            + Graph.quoted(source);
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
                    numbers[0],
                    numbers[1],
                    query));
  }
}
