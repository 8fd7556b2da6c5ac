package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.Facts.Behind;
import dev.nightshift.activities.diagnosis.Facts.Candidate;
import dev.nightshift.activities.diagnosis.Facts.MissingColumn;
import dev.nightshift.activities.diagnosis.Facts.Suspect;
import dev.nightshift.activities.warehouse.Production.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** For a column that is not there: the sources that lost it, and what came in its place. */
final class MissingColumns {
  // A source with more undocumented columns than this is compared by name and type only.
  private static final int MOST_COMPARED = 12;

  private final Graph graph;
  private final Witness witness;
  private final OldValues oldValues;
  private final RenamedAbove renamed;
  private final Map<String, Suspect> seen = new HashMap<>();

  MissingColumns(Graph graph, Witness witness, OldValues oldValues, RenamedAbove renamed) {
    this.graph = graph;
    this.witness = witness;
    this.oldValues = oldValues;
    this.renamed = renamed;
  }

  MissingColumn look(Part failing, String column) {
    List<Suspect> suspects = new ArrayList<>();
    for (Part above : graph.above(failing)) {
      if (above.isSource() && lost(above, column)) {
        suspect(failing, above, column).ifPresent(suspects::add);
      }
    }
    // A source that never had the column only looks as if it had lost it.
    if (suspects.stream().noneMatch(Suspect::expected)) {
      passedOn(failing, column).ifPresent(suspects::add);
    }
    return new MissingColumn(
        column,
        suspects,
        behind(failing, column).orElse(null),
        renamed.look(failing, column).orElse(null));
  }

  /**
   * dbt leaves the columns of an incremental model's table as they are, unless it is told to. A
   * column that only the table has may be one that a source lost: that is not for this to say.
   */
  private Optional<Behind> behind(Part failing, String column) {
    return graph.parents(failing).stream()
        .filter(parent -> isOutOfStep(parent, column))
        .findFirst()
        .map(
            model ->
                new Behind(
                    model.id(),
                    model.relation(),
                    model.path(),
                    model.config("on_schema_change"),
                    left(model),
                    "",
                    ""));
  }

  private boolean isOutOfStep(Part part, String column) {
    return part.config("materialized").equals("incremental")
        && !witness.columns(part).isEmpty()
        && witness.column(part, column).isEmpty()
        && graph.lineage(part).filter(lineage -> lineage.gives(column)).isPresent();
  }

  private List<String> left(Part model) {
    Lineage lineage = graph.lineage(model).orElseThrow();
    return witness.columns(model).stream()
        .map(Column::name)
        .filter(name -> !lineage.gives(name))
        .toList();
  }

  /** Models above that take all columns of a source pass on what it has lost, without a name. */
  private Optional<Suspect> passedOn(Part failing, String column) {
    return graph.parents(failing).stream()
        .map(parent -> graph.root(parent, column))
        .flatMap(Optional::stream)
        .filter(root -> root.origin().isPlain() && lost(root.part(), root.origin().column()))
        .findFirst()
        .map(root -> suspect(root.part(), root.origin().column(), List.of(failing)));
  }

  /** The relation is there and the column is not. */
  private boolean lost(Part source, String column) {
    return !witness.columns(source).isEmpty() && witness.column(source, column).isEmpty();
  }

  private Optional<Suspect> suspect(Part failing, Part source, String column) {
    List<Part> readers =
        graph.children(source.id()).stream().filter(child -> reads(child, source, column)).toList();
    boolean onTheWay = graph.above(failing).stream().anyMatch(readers::contains);
    if (!onTheWay) {
      return Optional.empty();
    }
    return Optional.of(
        seen.computeIfAbsent(source.id() + "." + column, key -> suspect(source, column, readers)));
  }

  private Suspect suspect(Part source, String column, List<Part> readers) {
    Optional<Built> built = built(source, column);
    String type = built.map(Built::type).orElse("");
    List<Candidate> candidates = candidates(source, column, type);
    return new Suspect(
        source.id(),
        source.relation(),
        column,
        source.columns().keySet().stream().anyMatch(column::equalsIgnoreCase),
        built.map(Built::relation).orElse(""),
        type,
        readers.stream().map(Part::id).sorted().toList(),
        readers.stream().map(Part::path).distinct().sorted().toList(),
        candidates);
  }

  /** It names the column, and no other parent of it could be meant. */
  private boolean reads(Part child, Part source, String column) {
    if (child.isTest()
        && child.test() != null
        && child.test().column().equalsIgnoreCase(column)
        && child.dependsOn().size() == 1) {
      return true;
    }
    if (TestLooks.refersTo(child, source, column) || readsByLineage(child, source, column)) {
      return true;
    }
    return SqlText.names(graph.sql(child), column)
        && graph.parents(child).stream()
            .filter(parent -> !parent.id().equals(source.id()))
            .noneMatch(parent -> witness.column(parent, column).isPresent());
  }

  private boolean readsByLineage(Part child, Part source, String column) {
    return graph
        .lineage(child)
        .filter(lineage -> lineage.reads(Graph.key(source), column))
        .isPresent();
  }

  /**
   * A column that code reads is no new one. A name that the code itself gives, as in {@code id as
   * customer_id}, is no reading of it: sources often get the very names that staging gives them.
   */
  private boolean readAlready(Part child, Part source, Column now) {
    if (!SqlText.names(graph.sql(child), now.name())) {
      return false;
    }
    return graph
        .lineage(child)
        .map(
            lineage ->
                !lineage.givesName(now.name()) || lineage.reads(Graph.key(source), now.name()))
        .orElse(true);
  }

  /** A relation below that was built when the column was still there, and its type then. */
  private Optional<Built> built(Part source, String column) {
    for (Part below : graph.below(source)) {
      if (!below.hasRelation()) {
        continue;
      }
      for (Column now : witness.columns(below)) {
        Optional<Origin> origin =
            graph
                .root(below, now.name().toLowerCase(Locale.ROOT))
                .filter(root -> root.part().equals(source))
                .map(Graph.Step::origin)
                .filter(root -> root.column().equals(column));
        if (origin.isPresent()) {
          return Optional.of(new Built(below.relation(), origin.get().isPlain() ? now.type() : ""));
        }
      }
    }
    return Optional.empty();
  }

  private record Built(String relation, String type) {}

  private List<Candidate> candidates(Part source, String column, String type) {
    List<Part> children = graph.children(source.id());
    List<Column> fresh =
        witness.columns(source).stream()
            .filter(
                now -> source.columns().keySet().stream().noneMatch(now.name()::equalsIgnoreCase))
            .filter(now -> !now.name().equalsIgnoreCase(source.loadedAtField()))
            .filter(now -> children.stream().noneMatch(child -> readAlready(child, source, now)))
            .sorted(Comparator.comparing(now -> !Names.akin(now.name(), column)))
            .toList();
    List<Candidate> candidates = new ArrayList<>();
    for (Column now : fresh) {
      boolean same = Names.sameFamily(type, now.type());
      var comparison =
          same && candidates.size() < MOST_COMPARED
              ? oldValues.compare(source, column, now.name()).orElse(null)
              : null;
      candidates.add(
          new Candidate(now.name(), now.type(), same, Names.akin(now.name(), column), comparison));
    }
    return candidates;
  }
}
