package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.JoinFacts.Side;
import dev.nightshift.activities.warehouse.Production.Column;
import dev.nightshift.activities.warehouse.Production.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether keys that one side writes in two ways are one key each. Side by side they may be two.
 * They are one where blanks alone make the difference, or where the new way of writing begins after
 * the last row that has the old one.
 */
final class TwoSpellings {
  private static final String BLANKS = "trim({})";

  /** Fewer may stand at the end by chance. */
  private static final int HANDFUL = 5;

  private static final Set<String> ORDERED = Set.of("number", "time");

  private final Graph graph;
  private final Witness witness;

  TwoSpellings(Graph graph, Witness witness) {
    this.graph = graph;
    this.witness = witness;
  }

  boolean areOne(Side side, String through) {
    return through.equals(BLANKS)
        || graph.part(side.node()).filter(part -> follow(part, side.column(), through)).isPresent()
        || graph.part(side.source()).filter(part -> follow(part, side.from(), through)).isPresent();
  }

  private boolean follow(Part part, String column, String through) {
    return orders(part).stream()
        .filter(order -> !order.name().equalsIgnoreCase(column))
        .anyMatch(order -> follow(part, column, through, order));
  }

  /**
   * What tells which row came first: when it was loaded, or a number that each row has of its own.
   */
  private List<Column> orders(Part part) {
    List<String> names = new ArrayList<>();
    Stream.of(part.loadedAtField()).filter(name -> !name.isEmpty()).forEach(names::add);
    graph.children(part.id()).stream()
        .filter(child -> child.test() != null)
        .filter(child -> TestLooks.kind(child.test().kind()).equals("unique"))
        .map(child -> TestLooks.columns(child.test()))
        .filter(columns -> columns.size() == 1)
        .forEach(columns -> names.add(columns.get(0)));
    return names.stream()
        .distinct()
        .flatMap(name -> witness.column(part, name).stream())
        .filter(order -> ORDERED.contains(Names.family(order.type())))
        .toList();
  }

  private boolean follow(Part part, String column, String through, Column order) {
    String key = witness.quoted(part, column);
    String meant = through.replace("{}", key);
    String at = Relation.quote(order.name());
    String query =
        "select case when max(case when "
            + key
            + " = "
            + meant
            + " then "
            + at
            + " end) < min(case when "
            + key
            + " <> "
            + meant
            + " then "
            + at
            + " end) then 1 else 0 end, coalesce(sum(case when "
            + key
            + " <> "
            + meant
            + " then 1 else 0 end), 0) from "
            + Graph.quoted(part)
            + " where "
            + meant
            + " in (select "
            + meant
            + " from "
            + Graph.quoted(part)
            + " group by "
            + meant
            + " having count(distinct "
            + key
            + ") > 1)";
    return witness
        .numbers(query)
        .filter(numbers -> numbers[0] == 1 && numbers[1] >= HANDFUL)
        .isPresent();
  }
}
