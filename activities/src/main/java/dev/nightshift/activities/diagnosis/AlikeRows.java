package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.JoinFacts.Alike;
import dev.nightshift.activities.sql.JoinedModel.Joined;
import dev.nightshift.activities.warehouse.Production.Column;
import dev.nightshift.activities.warehouse.Production.Relation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** For a join that matches several rows: whether they are one row in all that is read of them. */
final class AlikeRows {
  private final Graph graph;
  private final Witness witness;

  AlikeRows(Graph graph, Witness witness) {
    this.graph = graph;
    this.witness = witness;
  }

  Optional<Alike> of(Part joined, Joined join) {
    Set<String> columns = new LinkedHashSet<>(join.keys());
    join.reads().forEach(read -> columns.add(read.column()));
    List<String> read = columns.stream().filter(name -> !join.keys().contains(name)).toList();
    String query = differing(joined, join.keys(), List.copyOf(columns));
    Optional<Boolean> copies = areCopies(joined, join.keys());
    boolean told = read.isEmpty() || tell(joined, join.keys(), read);
    return witness
        .numbers(query)
        .map(
            numbers ->
                new Alike(
                    told && copies.isPresent() ? List.copyOf(columns) : List.of(),
                    numbers[0],
                    copies.orElse(false),
                    query));
  }

  /** A column with one value in all of these rows is alike in them whatever it depends on. */
  private boolean tell(Part part, List<String> keys, List<String> columns) {
    String by = keys.stream().map(key -> named(part, key)).collect(Collectors.joining(", "));
    String query =
        "select "
            + columns.stream()
                .map(column -> "count(distinct " + named(part, column) + ")")
                .collect(Collectors.joining(", "))
            + " from (select *, count(*) over (partition by "
            + by
            + ") as times_there from "
            + Graph.quoted(part)
            + ") counted where times_there > 1";
    return witness
        .numbers(query)
        .filter(numbers -> Arrays.stream(numbers).allMatch(number -> number > 1))
        .isPresent();
  }

  /**
   * Delivered twice, with nothing but the time of it between them; empty where the source cannot be
   * asked.
   */
  private Optional<Boolean> areCopies(Part joined, List<String> keys) {
    Part source = joined;
    List<String> inSource = new ArrayList<>();
    for (String key : keys) {
      Optional<Graph.Step> root =
          joined.isSource()
              ? Optional.of(new Graph.Step(joined, Origin.plain("", key)))
              : graph.root(joined, key).filter(step -> step.origin().isPlain());
      if (root.isEmpty() || (!inSource.isEmpty() && !root.get().part().equals(source))) {
        return Optional.empty();
      }
      source = root.get().part();
      inSource.add(root.get().origin().column());
    }
    String loadedAt = source.loadedAtField();
    List<String> all =
        witness.columns(source).stream()
            .map(Column::name)
            .filter(name -> !Names.loadMetadata(name, loadedAt))
            .toList();
    return all.isEmpty()
        ? Optional.empty()
        : witness.numbers(differing(source, inSource, all)).map(numbers -> numbers[0] == 0);
  }

  private String differing(Part part, List<String> keys, List<String> columns) {
    String by = keys.stream().map(key -> named(part, key)).collect(Collectors.joining(", "));
    String present =
        keys.stream()
            .map(key -> named(part, key) + " is not null")
            .collect(Collectors.joining(" and "));
    return "select count(*) from (select "
        + by
        + " from (select distinct "
        + columns.stream().map(column -> named(part, column)).collect(Collectors.joining(", "))
        + " from "
        + Graph.quoted(part)
        + " where "
        + present
        + ") rows_read group by "
        + by
        + " having count(*) > 1) differing";
  }

  private String named(Part part, String column) {
    return Relation.quote(witness.column(part, column).map(Column::name).orElse(column));
  }
}
