package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.JoinFacts.Instead;
import dev.nightshift.activities.diagnosis.JoinFacts.SameColumn;
import dev.nightshift.activities.diagnosis.JoinFacts.StandIn;
import dev.nightshift.activities.sql.JoinedModel;
import dev.nightshift.activities.sql.JoinedModel.Joined;
import dev.nightshift.activities.sql.JoinedModel.Read;
import dev.nightshift.activities.sql.JoinedModel.Seen;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * For a join that matches several rows: the models that could be joined in its relation's place.
 */
final class StandIns {
  // Each model costs a question to the catalogue, each that has the key and a column one or two to
  // the data: a join whose relation feeds half the project is a person's anyway.
  private static final int MOST_MODELS = 40;
  private static final int MOST_COMPARED = 6;
  private static final int MOST_COLUMNS = 25;
  private static final Set<String> KEEPING = Set.of("incremental", "snapshot");

  private final Graph graph;
  private final Witness witness;
  private final KeyComparison comparison;
  private final AlikeRows alike;

  StandIns(Graph graph, Witness witness) {
    this.graph = graph;
    this.witness = witness;
    this.comparison = new KeyComparison(witness);
    this.alike = new AlikeRows(graph, witness);
  }

  Instead of(Part model, Part joined, List<String> keys) {
    String obstacle = obstacle(model);
    if (!obstacle.isEmpty()) {
      return new Instead(model.path(), "", obstacle, List.of(), 0, null);
    }
    Seen seen = JoinedModel.in(model.rawSql(), joined.id(), witness.knownColumns(joined));
    if (seen.joined() == null) {
      return new Instead(model.path(), "", seen.refusal(), List.of(), 0, null);
    }
    Joined join = seen.joined();
    Set<String> wanted = new TreeSet<>(keys);
    if (!wanted.equals(new TreeSet<>(join.keys())) || join.reads().size() > MOST_COLUMNS) {
      String says =
          wanted.equals(new TreeSet<>(join.keys()))
              ? "it reads " + join.reads().size() + " columns of it"
              : "its text joins by " + String.join(", ", join.keys());
      return new Instead(model.path(), join.how(), says, List.of(), 0, null);
    }
    return compared(model, joined, join);
  }

  private String obstacle(Part model) {
    String project = graph.run().dbtProject();
    if (!project.isEmpty() && !project.equals(model.packageName())) {
      return "the model belongs to the package " + model.packageName();
    }
    if (KEEPING.contains(model.config("materialized")) || model.type().equals("snapshot")) {
      return "it is "
          + (model.type().equals("snapshot") ? "a snapshot" : model.config("materialized"))
          + ": the rows that it has already would stay, and whether it is built anew must be"
          + " decided with the join";
    }
    return model.language().equals("sql") ? "" : "it is written in " + model.language();
  }

  private Instead compared(Part model, Part joined, Joined join) {
    List<Part> possible = possible(model, joined);
    List<StandIn> found = new ArrayList<>();
    int left = Math.max(0, possible.size() - MOST_MODELS);
    int asked = 0;
    for (Part part : possible.stream().limit(MOST_MODELS).toList()) {
      Optional<StandIn> standIn = named(part, joined, join);
      if (standIn.isEmpty()) {
        continue;
      }
      boolean complete = standIn.get().lacking().isEmpty() && standIn.get().ambiguous().isEmpty();
      if (!complete) {
        found.add(standIn.get());
      } else if (asked++ < MOST_COMPARED) {
        found.add(comparison.of(standIn.get(), part, joined, join));
      } else {
        left++;
      }
    }
    return new Instead(
        model.path(), join.how(), "", found, left, alike.of(joined, join).orElse(null));
  }

  /**
   * Models of the same project that are made of the joined one, or of a source that it is made of,
   * nearest first; none that is made of the guilty one, and none whose ancestors are not all known.
   */
  private List<Part> possible(Part model, Part joined) {
    Set<Part> near = new LinkedHashSet<>(graph.below(joined));
    graph.above(joined).stream()
        .filter(Part::isSource)
        .forEach(source -> near.addAll(graph.below(source)));
    return near.stream()
        .filter(part -> part.type().equals("model") && part.hasRelation())
        .filter(part -> part.id().split("\\.", -1).length == 3)
        .filter(part -> part.packageName().equals(model.packageName()))
        .filter(part -> !part.equals(joined) && !part.equals(model))
        .filter(part -> isClearOf(part, model))
        .toList();
  }

  private boolean isClearOf(Part part, Part model) {
    return graph.above(part).stream()
        .allMatch(
            above ->
                !above.equals(model)
                    && above.dependsOn().stream().allMatch(id -> graph.part(id).isPresent()));
  }

  /** Empty where it has not the columns of the join: then it is about something else. */
  private Optional<StandIn> named(Part part, Part joined, Joined join) {
    Set<String> has = new LinkedHashSet<>();
    witness.columns(part).forEach(column -> has.add(column.name().toLowerCase(Locale.ROOT)));
    if (!has.containsAll(join.keys())) {
      return Optional.empty();
    }
    List<String> lacking = new ArrayList<>();
    List<SameColumn> columns = new ArrayList<>();
    for (Read read : join.reads()) {
      String instead =
          has.contains(read.column()) ? read.column() : has.contains(read.as()) ? read.as() : "";
      if (instead.isEmpty()) {
        lacking.add(read.column());
      } else {
        columns.add(new SameColumn(read.column(), instead, 0, 0));
      }
    }
    Set<String> ambiguous = new TreeSet<>(join.bare());
    ambiguous.retainAll(has);
    ambiguous.removeAll(witness.knownColumns(joined));
    return Optional.of(
        new StandIn(
            part.id(),
            part.relation(),
            lacking,
            List.copyOf(ambiguous),
            0,
            0,
            "",
            false,
            0,
            0,
            0,
            0,
            columns,
            ""));
  }
}
