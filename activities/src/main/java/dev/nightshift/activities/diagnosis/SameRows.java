package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.sql.RowFilters;
import dev.nightshift.activities.warehouse.Production.Relation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * For a model that a text reads and cannot: those beside it, made of it or what it is made of, that
 * hold the same rows in all columns that the text reads. Both must tell: the text of the lower one,
 * which takes these columns as they are and leaves no row out, and production, where both lie.
 */
final class SameRows {
  /** More columns than this are no reading of a model but a copy of it. */
  private static final int MOST_COLUMNS = 25;

  private static final Pattern STAR = Pattern.compile("(?i)(?:\\bselect\\s+|,\\s*|\\.)\\*");

  /** A relation may be called as a column is. */
  private static final Pattern RELATION =
      Pattern.compile("\\{\\{-?\\s*(?:ref|source)\\s*\\([^)]*\\)\\s*-?\\}\\}");

  private static final Pattern KEEPING = Pattern.compile("(?i)group by|left\\b.*\\bjoin\\b.*");

  private final Graph graph;
  private final Witness witness;

  SameRows(Graph graph, Witness witness) {
    this.graph = graph;
    this.witness = witness;
  }

  /** A model, and what shows that it can be read in the other one's place. */
  record Same(String model, List<String> columns, long rows, String query) {}

  /** {@code text} reads {@code model}; {@code readable} is which others it may read. */
  List<Same> of(String text, String model, Predicate<Part> readable) {
    List<Same> same = new ArrayList<>();
    for (Part part : graph.run().parts().values()) {
      if (part.name().equals(model) && isPlain(part)) {
        Set<Part> near = new LinkedHashSet<>(graph.parents(part));
        near.addAll(graph.children(part.id()));
        near.stream()
            .filter(this::isPlain)
            .filter(readable)
            .forEach(other -> same(text, part, other).ifPresent(same::add));
      }
    }
    return same;
  }

  private boolean isPlain(Part part) {
    return part.type().equals("model")
        && part.hasRelation()
        && part.id().split("\\.", -1).length == 3
        && part.packageName().equals(graph.run().dbtProject());
  }

  private Optional<Same> same(String text, Part model, Part other) {
    Set<String> has = columns(model);
    Set<String> instead = columns(other);
    String said = RELATION.matcher(text).replaceAll("ns_relation");
    List<String> reads = has.stream().filter(column -> SqlText.names(said, column)).toList();
    if (reads.isEmpty()
        || reads.size() > MOST_COLUMNS
        || !instead.containsAll(reads)
        || instead.stream().anyMatch(it -> !has.contains(it) && isNamedAlone(said, it))
        || !isThroughNoStar(text, model, instead)
        || !isTakenAsItIs(model, other, reads)) {
      return Optional.empty();
    }
    String query = query(model, other, reads);
    return witness
        .numbers(query)
        .filter(numbers -> numbers[0] > 1 && numbers[1] == 0)
        .map(numbers -> new Same(other.name(), reads, numbers[0], query));
  }

  private Set<String> columns(Part part) {
    Set<String> names = new TreeSet<>();
    witness.columns(part).forEach(column -> names.add(column.name().toLowerCase(Locale.ROOT)));
    return names;
  }

  /** It would be asked of both, or of the other one. */
  private static boolean isNamedAlone(String text, String column) {
    return Pattern.compile("(?i)(?<![\\w$.])" + Pattern.quote(column) + "(?![\\w$])")
        .matcher(SqlText.forParser(text))
        .find();
  }

  /** Nothing comes out under a name that only one of the two has. */
  private boolean isThroughNoStar(String text, Part model, Set<String> instead) {
    return !STAR.matcher(text).find()
        || names(text, model, columns(model))
            .filter(names -> names(text, model, instead).filter(names::equals).isPresent())
            .isPresent();
  }

  private Optional<Set<String>> names(String text, Part model, Set<String> columns) {
    return Lineage.of(
            SqlText.withoutJinja(text, graph.run().parts().values()),
            relation ->
                graph
                    .at(relation)
                    .map(part -> part.equals(model) ? columns : witness.knownColumns(part))
                    .orElse(Set.of()))
        .map(Lineage::names);
  }

  private boolean isTakenAsItIs(Part model, Part other, List<String> columns) {
    boolean below = graph.parents(other).contains(model);
    Part lower = below ? other : model;
    Part upper = below ? model : other;
    Optional<Map<String, Integer>> filters = RowFilters.of(lower.rawSql(), Map.of());
    return filters.isPresent()
        && filters.get().keySet().stream().allMatch(it -> KEEPING.matcher(it).matches())
        && columns.stream()
            .allMatch(
                column ->
                    graph
                        .step(lower, column)
                        .filter(step -> step.part().equals(upper))
                        .filter(step -> step.origin().isPlain())
                        .filter(step -> step.origin().column().equals(column))
                        .isPresent());
  }

  /** How many rows there are, and how many differ; what a warehouse has of its own is not used. */
  private String query(Part model, Part other, List<String> columns) {
    String list =
        columns.stream()
            .map(column -> "c." + Relation.quote(column))
            .collect(Collectors.joining(", "));
    return "select (select count(*) from "
        + Graph.quoted(model)
        + "), (select count(*) from (select "
        + list
        + ", sum(c.ns_side) as ns_rows from ("
        + side(model, columns, 1)
        + " union all "
        + side(other, columns, -1)
        + ") c group by "
        + list
        + " having sum(c.ns_side) <> 0) d)";
  }

  private String side(Part part, List<String> columns, int count) {
    return "select "
        + columns.stream()
            .map(column -> witness.quoted(part, column) + " as " + Relation.quote(column))
            .collect(Collectors.joining(", "))
        + ", "
        + count
        + " as ns_side from "
        + Graph.quoted(part);
  }
}
