package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.warehouse.Production;
import dev.nightshift.activities.warehouse.Production.Column;
import dev.nightshift.activities.warehouse.Production.Relation;
import dev.nightshift.workflows.values.Privacy;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which columns nobody is shown who asks by himself: the marked ones, and what can be made of them.
 * Whoever asks may have written the code that is asked: what cannot be read is made of all that it
 * reads.
 */
public final class Withheld {
  private final Graph graph;
  private final Witness witness;
  private final Marks marks;
  private final Map<String, Boolean> hidden = new HashMap<>();

  /** {@code nodes} are those whose relations are asked, by their ids. */
  public Withheld(
      Manifest manifest, Collection<String> nodes, Privacy privacy, Production production) {
    witness = new Witness(production);
    graph = new Graph(RunFacts.around(manifest, nodes), witness);
    marks = new Marks(graph, privacy, List.of());
  }

  /** Empty for a relation that is no node's. */
  public Optional<Set<String>> of(Relation relation) {
    return part(relation)
        .map(part -> columns(part).filter(column -> hides(part, column)))
        .map(names -> names.collect(Collectors.toSet()));
  }

  /** Whether it hides this column of what a node gives. */
  public boolean of(String node, String column) {
    return graph.part(node).map(part -> hides(part, column)).orElse(true);
  }

  /** The columns that tell one row from another, in whatever relation. */
  public Set<String> keys() {
    return graph.run().parts().values().stream()
        .flatMap(part -> part.said().keys().stream())
        .collect(Collectors.toSet());
  }

  /** A sandbox calls its database otherwise; within one, schema and name tell. */
  private Optional<Part> part(Relation relation) {
    return graph.run().parts().values().stream()
        .filter(Part::hasRelation)
        .filter(part -> part.schema().equalsIgnoreCase(relation.schema()))
        .filter(part -> part.identifier().equalsIgnoreCase(relation.name()))
        .findFirst();
  }

  private Stream<String> columns(Part part) {
    return witness.columns(part).stream().map(Column::name);
  }

  private boolean hides(Part part, String column) {
    String key = part.id() + " " + column.toLowerCase(Locale.ROOT);
    Boolean known = hidden.get(key);
    if (known == null) {
      known = marks.sensitive(part, column) || (!marks.open(part, column) && canBe(part, column));
      hidden.put(key, known);
    }
    return known;
  }

  private boolean canBe(Part part, String column) {
    Optional<Graph.Step> step = graph.step(part, column).filter(this::isThere);
    if (step.isPresent()) {
      return hides(step.get().part(), step.get().origin().column());
    }
    if (part.isSource() || part.type().equals("seed")) {
      return false;
    }
    Mentions code = new Mentions(graph.sql(part));
    return read(part).stream()
        .anyMatch(
            parent ->
                columns(parent)
                    .filter(name -> part.language().equals("python") || reads(code, parent, name))
                    .anyMatch(name -> hides(parent, name)));
  }

  /** What its code reads: of an ephemeral model that stands in it, what that does. */
  private Set<Part> read(Part part) {
    Set<Part> read = new LinkedHashSet<>();
    for (Part parent : graph.parents(part)) {
      read.addAll(columns(parent).findAny().isPresent() ? List.of(parent) : read(parent));
    }
    return read;
  }

  /** A relation's name where a value stands looks like a column. */
  private boolean isThere(Graph.Step step) {
    return columns(step.part()).anyMatch(step.origin().column()::equalsIgnoreCase);
  }

  private static boolean reads(Mentions code, Part parent, String column) {
    return code.reads(parent.identifier(), column);
  }
}
