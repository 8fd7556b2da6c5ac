package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.JoinFacts.JoinLook;
import dev.nightshift.activities.diagnosis.TestFacts.TestLook;
import dev.nightshift.activities.warehouse.Production.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** For the model where a key stops being unique: its joins, and which match more than one row. */
final class JoinLooks {
  private final Graph graph;
  private final Witness witness;
  private final StandIns standIns;

  JoinLooks(Graph graph, Witness witness) {
    this.graph = graph;
    this.witness = witness;
    this.standIns = new StandIns(graph, witness);
  }

  TestLook with(TestLook test) {
    Optional<Part> model = test.breaksAt().flatMap(at -> graph.part(test.hops().get(at).node()));
    if (model.isEmpty()) {
      return test;
    }
    List<JoinLook> looks = new ArrayList<>();
    graph.lineage(model.get()).map(Lineage::joins).orElse(List.of()).stream()
        .map(this::look)
        .flatMap(Optional::stream)
        .forEach(looks::add);
    if (looks.stream().filter(JoinLook::guilty).count() == 1) {
      looks.replaceAll(look -> look.guilty() ? withInstead(model.get(), look) : look);
    }
    return new TestLook(
        test.kind(),
        test.node(),
        test.relation(),
        test.columns(),
        test.narrowed(),
        test.failures(),
        test.values(),
        test.moreValues(),
        test.rows(),
        test.query(),
        test.hops(),
        test.duplicates(),
        looks,
        test.sources(),
        test.unmatched(),
        test.appending(),
        test.absent(),
        test.adding(),
        test.respelt(),
        test.addedTo());
  }

  private Optional<JoinLook> look(Lineage.JoinKey join) {
    Optional<Part> at = graph.at(join.relation()).filter(Part::hasRelation);
    if (at.isEmpty()) {
      return Optional.empty();
    }
    Part part = at.get();
    String keys = join.columns().stream().map(Relation::quote).collect(Collectors.joining(", "));
    String present =
        join.columns().stream()
            .map(column -> Relation.quote(column) + " is not null")
            .collect(Collectors.joining(" and "));
    String query =
        "select count(*) from (select count(*) as n from "
            + Graph.quoted(part)
            + " where "
            + present
            + " group by "
            + keys
            + " having count(*) > 1) twice";
    return witness
        .numbers(query)
        .map(
            numbers ->
                new JoinLook(
                    part.id(),
                    part.relation(),
                    join.columns(),
                    numbers[0],
                    declared(part, join),
                    query,
                    null,
                    source(part, join.columns())));
  }

  /** The source that all of the keys are carried from as they are; empty where there is none. */
  private String source(Part part, List<String> columns) {
    if (part.isSource()) {
      return part.id();
    }
    Set<String> sources =
        columns.stream()
            .map(
                column ->
                    graph
                        .root(part, column)
                        .filter(root -> root.origin().isPlain())
                        .map(root -> root.part().id())
                        .orElse(""))
            .collect(Collectors.toSet());
    return sources.size() == 1 ? sources.iterator().next() : "";
  }

  private JoinLook withInstead(Part model, JoinLook look) {
    return new JoinLook(
        look.node(),
        look.relation(),
        look.columns(),
        look.repeated(),
        look.declaredUnique(),
        look.query(),
        standIns.of(model, graph.part(look.node()).orElseThrow(), look.columns()),
        look.source());
  }

  /** A test says that these columns, or some of them, are a key. */
  private boolean declared(Part part, Lineage.JoinKey join) {
    Set<String> keys = folded(join.columns());
    return graph.children(part.id()).stream()
        .filter(
            child -> child.test() != null && TestLooks.kind(child.test().kind()).equals("unique"))
        .map(child -> folded(TestLooks.columns(child.test())))
        .anyMatch(columns -> !columns.isEmpty() && keys.containsAll(columns));
  }

  private static Set<String> folded(List<String> names) {
    return names.stream()
        .map(name -> name.toLowerCase(java.util.Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
