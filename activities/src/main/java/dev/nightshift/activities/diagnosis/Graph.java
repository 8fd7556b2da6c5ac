package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.warehouse.Production.Relation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The nodes around the failures, and how columns run between them. */
final class Graph {
  // Deeper than any layering in use; a cycle cannot be, but a wrong manifest could claim one.
  private static final int DEEPEST = 25;

  private final RunFacts run;
  private final Lineage.Known known;
  private final Map<String, Part> byRelation = new HashMap<>();
  private final Map<String, List<String>> children = new HashMap<>();
  private final Map<String, Optional<Lineage>> lineages = new HashMap<>();

  Graph(RunFacts run, Witness witness) {
    this.run = run;
    for (Part part : run.parts().values()) {
      part.dependsOn()
          .forEach(
              parent -> children.computeIfAbsent(parent, id -> new ArrayList<>()).add(part.id()));
      if (part.hasRelation()) {
        byRelation.put(key(part), part);
        byRelation.putIfAbsent(key("", part.schema(), part.identifier()), part);
        byRelation.putIfAbsent(key("", "", part.identifier()), part);
      }
    }
    this.known = relation -> at(relation).map(witness::knownColumns).orElse(Set.of());
  }

  RunFacts run() {
    return run;
  }

  Optional<Part> part(String id) {
    return run.part(id);
  }

  Optional<Part> at(String relation) {
    return Optional.ofNullable(byRelation.get(relation));
  }

  List<Part> parents(Part part) {
    return part.dependsOn().stream().map(this::part).flatMap(Optional::stream).toList();
  }

  /** Whose code it is that stops: a unit test gives the model that it tests what that reads. */
  Part reader(Part failing) {
    List<Part> tested = parents(failing);
    return failing.type().equals("unit_test") && tested.size() == 1 ? tested.get(0) : failing;
  }

  List<Part> children(String id) {
    return children.getOrDefault(id, List.of()).stream()
        .map(this::part)
        .flatMap(Optional::stream)
        .toList();
  }

  /** Itself and all above it. */
  Set<Part> above(Part part) {
    Set<Part> found = new LinkedHashSet<>(List.of(part));
    List<Part> queue = new ArrayList<>(found);
    while (!queue.isEmpty()) {
      parents(queue.remove(0)).stream().filter(found::add).forEach(queue::add);
    }
    return found;
  }

  /** All below it, nearest first. */
  Set<Part> below(Part part) {
    Set<Part> found = new LinkedHashSet<>();
    List<Part> queue = new ArrayList<>(List.of(part));
    while (!queue.isEmpty()) {
      children(queue.remove(0).id()).stream().filter(found::add).forEach(queue::add);
    }
    return found;
  }

  Optional<Lineage> lineage(Part part) {
    if (part.isSource() || part.type().equals("seed") || !part.language().equals("sql")) {
      return Optional.empty();
    }
    return lineages.computeIfAbsent(part.id(), id -> Lineage.of(sql(part), known));
  }

  /** Of the text that a model had before. */
  Optional<Lineage> lineage(Part part, String before) {
    return Lineage.of(SqlText.withoutJinja(before, parents(part)), known);
  }

  /** What dbt compiled in this run, else what was written with its Jinja put aside. */
  String sql(Part part) {
    if (snapshotOfRelation(part)) {
      return parents(part).stream()
          .findFirst()
          .map(parent -> "select * from " + quoted(parent))
          .orElse("");
    }
    return part.compiledSql().isBlank()
        ? SqlText.withoutJinja(part.rawSql(), parents(part))
        : part.compiledSql();
  }

  /** A snapshot written in YAML selects all of its one parent. */
  private static boolean snapshotOfRelation(Part part) {
    return part.type().equals("snapshot") && part.path().matches(".*\\.ya?ml");
  }

  /** One step up: the node and column that a column is made of. */
  Optional<Step> step(Part part, String column) {
    return lineage(part)
        .flatMap(lineage -> lineage.origin(column))
        .flatMap(origin -> at(origin.relation()).map(above -> new Step(above, origin)));
  }

  /** From a node's column up to the source, nearest first, as far as it is told. */
  List<Step> trail(Part part, String column) {
    List<Step> steps = new ArrayList<>();
    Part at = part;
    String name = column;
    while (steps.size() < DEEPEST) {
      Optional<Step> step = step(at, name);
      if (step.isEmpty()) {
        return steps;
      }
      steps.add(step.get());
      at = step.get().part();
      name = step.get().origin().column();
    }
    return steps;
  }

  /** A column of a node above. */
  record Step(Part part, Origin origin) {}

  /** The origin in the source, with everything that is made of it on the way. */
  Optional<Step> root(Part part, String column) {
    Step last = null;
    for (Step step : trail(part, column)) {
      last = last == null ? step : new Step(step.part(), last.origin().over(step.origin()));
    }
    return Optional.ofNullable(last).filter(step -> step.part().isSource());
  }

  static String key(String database, String schema, String name) {
    StringBuilder key = new StringBuilder();
    for (String piece : new String[] {database, schema, name}) {
      if (piece != null && !piece.isEmpty()) {
        key.append(key.isEmpty() ? "" : ".").append(piece.toLowerCase(Locale.ROOT));
      }
    }
    return key.toString();
  }

  static String key(Part part) {
    return key(part.database(), part.schema(), part.identifier());
  }

  static Relation relation(Part part) {
    return new Relation(part.database(), part.schema(), part.identifier());
  }

  /** What may be looked for among these: a null would make every answer unknown. */
  static String values(Part part, String expression) {
    return "select "
        + expression
        + " from "
        + quoted(part)
        + " where "
        + expression
        + " is not null";
  }

  static String quoted(Part part) {
    return relation(part).quoted();
  }
}
