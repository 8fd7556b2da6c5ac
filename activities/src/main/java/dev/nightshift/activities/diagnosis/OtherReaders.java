package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.JoinFacts.Side;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A key that is read in another way near its source changes for everybody below, while one join
 * alone was looked at: who else would see it, or goes on holding the keys as they were.
 */
final class OtherReaders {
  private final Graph graph;

  OtherReaders(Graph graph) {
    this.graph = graph;
  }

  /** Empty where the join of the model is all that the change can reach. */
  String of(Part model, Side side) {
    List<Part> way = way(model, side);
    Part changed = way.get(way.size() - 1);
    Set<Part> reached = new LinkedHashSet<>(way);
    reached.addAll(graph.below(changed));
    Optional<String> keeps =
        reached.stream()
            .filter(OtherReaders::keepsRows)
            .findFirst()
            .map(part -> Say.name(part.id()) + " keeps rows with the keys as they were");
    return keeps.or(() -> other(way, side)).orElse("");
  }

  /** From the model up to the part that reads the source. */
  private List<Part> way(Part model, Side side) {
    List<Part> way = new ArrayList<>(List.of(model));
    Part joined = graph.part(side.node()).orElseThrow();
    way.add(joined);
    graph.trail(joined, side.column()).forEach(step -> way.add(step.part()));
    way.removeIf(Part::isSource);
    return way;
  }

  private Optional<String> other(List<Part> way, Side side) {
    for (int i = way.size() - 1; i >= 0; i--) {
      Part part = way.get(i);
      if (i == 0 && way.size() > 1 && !givesOn(part, side)) {
        return Optional.empty();
      }
      Optional<Part> next = i == 0 ? Optional.empty() : Optional.of(way.get(i - 1));
      Optional<Part> other =
          graph.children(part.id()).stream()
              .filter(child -> child.type().equals("model"))
              .filter(child -> next.filter(child::equals).isEmpty())
              .findFirst();
      if (other.isPresent()) {
        return Optional.of(
            Say.name(other.get().id())
                + " reads "
                + Say.name(part.id())
                + " too, and was not looked at");
      }
    }
    return Optional.empty();
  }

  /** Whether the model hands the key to those below it. */
  private boolean givesOn(Part model, Side side) {
    Part joined = graph.part(side.node()).orElseThrow();
    return graph
        .lineage(model)
        .filter(
            lineage ->
                lineage.columns().values().stream()
                    .noneMatch(
                        origin ->
                            graph.at(origin.relation()).filter(joined::equals).isPresent()
                                && origin.column().equalsIgnoreCase(side.column())))
        .isEmpty();
  }

  static boolean keepsRows(Part part) {
    return part.type().equals("snapshot") || part.config("materialized").equals("incremental");
  }
}
