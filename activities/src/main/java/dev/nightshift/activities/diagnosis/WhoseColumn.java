package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.sql.AmbiguousColumn;
import dev.nightshift.activities.sql.ColumnSlip;
import dev.nightshift.activities.sql.Dialect;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whose a column is that several relations have, in a model that does not say it: {@code places}
 * are offsets in the file with the relation's name there, {@code 12:o,40:c}.
 */
record WhoseColumn(String places, String why, String doubt) {
  static final WhoseColumn UNASKED = new WhoseColumn("", "", "");

  static WhoseColumn of(
      Part part, String code, String name, Graph graph, ColumnSlip.Known known, Recent recent) {
    AmbiguousColumn column =
        AmbiguousColumn.of(
            code,
            name,
            Dialect.of(graph.run().adapter()),
            known,
            (source, model) ->
                known
                    .columns(source, model)
                    .map(
                        now ->
                            source.isEmpty()
                                ? before(part, model, name, now, graph, recent)
                                : now));
    String places =
        column.places().entrySet().stream()
            .map(place -> place.getKey() + ":" + place.getValue())
            .collect(Collectors.joining(","));
    return new WhoseColumn(places, column.why(), column.doubt());
  }

  /** Without the column, where the newest commit wrote its name into a model that named all. */
  private static Set<String> before(
      Part part, String model, String name, Set<String> now, Graph graph, Recent recent) {
    Optional<Part> parent =
        graph.parents(part).stream().filter(one -> one.name().equals(model)).findFirst();
    Optional<String> text = parent.flatMap(one -> recent.before(one.path()));
    if (text.isEmpty()
        || SqlText.names(text.get(), name)
        || hands(parent.get(), text.get(), name, graph)) {
      return now;
    }
    Set<String> before = new TreeSet<>(now);
    before.remove(name);
    return before;
  }

  /** Whether a star of the text hands the column on. */
  private static boolean hands(Part parent, String text, String name, Graph graph) {
    return text.contains("*")
        && graph
            .lineage(parent, text)
            .map(lineage -> lineage.origin(name).isPresent())
            .orElse(true);
  }
}
