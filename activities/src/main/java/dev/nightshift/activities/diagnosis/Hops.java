package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.TestFacts.Hop;
import dev.nightshift.activities.warehouse.Production.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Asks a test's question again in each relation from the tested one up to the source. */
final class Hops {
  private final Graph graph;
  private final Witness witness;

  Hops(Graph graph, Witness witness) {
    this.graph = graph;
    this.witness = witness;
  }

  /**
   * What a test asks: of references also where they lead, of values the list that they are to be
   * in, as SQL has it.
   */
  record Question(String kind, Optional<Part> to, String field, String list) {}

  List<Hop> of(Question asked, Part tested, List<String> columns) {
    List<Hop> hops = new ArrayList<>();
    Part at = tested;
    List<Origin> origins =
        columns.stream().map(column -> Origin.plain("", column.toLowerCase(Locale.ROOT))).toList();
    while (true) {
      hop(asked, at, origins).ifPresent(hops::add);
      Optional<Above> above = above(at, origins);
      if (above.isEmpty()) {
        return hops;
      }
      at = above.get().part();
      origins = above.get().origins();
    }
  }

  private record Above(Part part, List<Origin> origins) {}

  /** All columns must come from one relation, or the question cannot be asked above. */
  private Optional<Above> above(Part at, List<Origin> origins) {
    Part part = null;
    List<Origin> next = new ArrayList<>();
    for (Origin origin : origins) {
      Optional<Graph.Step> step = graph.step(at, origin.column());
      if (step.isEmpty() || (part != null && !part.equals(step.get().part()))) {
        return Optional.empty();
      }
      part = step.get().part();
      next.add(origin.over(step.get().origin()));
    }
    return part == null ? Optional.empty() : Optional.of(new Above(part, next));
  }

  private Optional<Hop> hop(Question asked, Part at, List<Origin> origins) {
    if (!at.hasRelation()) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    List<String> expressions = new ArrayList<>();
    for (Origin origin : origins) {
      names.add(origin.column());
      expressions.add(origin.filled(witness.quoted(at, origin.column())));
    }
    String query = query(asked, at, expressions);
    if (query.isEmpty()) {
      return Optional.empty();
    }
    boolean plain =
        origins.stream()
            .allMatch(asked.kind().equals("not_null") ? Origin::keepsNulls : Origin::isPlain);
    return witness
        .numbers(query)
        .map(
            numbers ->
                new Hop(
                    at.id(),
                    at.relation(),
                    names,
                    at.isSource(),
                    plain,
                    numbers[0],
                    numbers[1],
                    numbers[2],
                    query));
  }

  private String query(Question asked, Part at, List<String> expressions) {
    String from = " from " + Graph.quoted(at);
    String first = expressions.get(0);
    return switch (asked.kind()) {
      case "unique" ->
          "select count(*), coalesce(sum(n), 0), (select count(*)"
              + from
              + ") from (select count(*) as n"
              + from
              + " where "
              + String.join(" is not null and ", expressions)
              + " is not null group by "
              + String.join(", ", expressions)
              + " having count(*) > 1) twice";
      case "not_null" -> counted(first + " is null", from);
      case "relationships" ->
          asked
              .to()
              .filter(parent -> !asked.field().isEmpty())
              .map(parent -> parentValues(parent, asked.field(), at.isSource()))
              .map(
                  values ->
                      counted(
                          first + " is not null and " + first + " not in (" + values + ")", from))
              .orElse("");
      case "accepted_values" ->
          asked.list().isEmpty()
              ? ""
              : counted(
                  first + " is not null and " + first + " not in (" + asked.list() + ")", from);
      default -> "";
    };
  }

  private static String counted(String bad, String from) {
    String sum = "coalesce(sum(case when " + bad + " then 1 else 0 end), 0)";
    return "select " + sum + ", " + sum + ", count(*)" + from;
  }

  /** A source is asked against the parent's own source, where that is known. */
  private String parentValues(Part parent, String field, boolean atSource) {
    String column = field.toLowerCase(Locale.ROOT);
    Optional<Graph.Step> root = atSource ? graph.root(parent, column) : Optional.empty();
    Part in = root.map(Graph.Step::part).orElse(parent);
    String value =
        root.map(step -> step.origin().filled(Relation.quote(step.origin().column())))
            .orElse(Relation.quote(field));
    return Graph.values(in, value);
  }
}
