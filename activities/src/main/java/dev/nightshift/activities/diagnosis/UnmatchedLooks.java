package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.JoinFacts.Respelt;
import dev.nightshift.activities.diagnosis.JoinFacts.Side;
import dev.nightshift.activities.diagnosis.JoinFacts.Unmatched;
import dev.nightshift.activities.diagnosis.Lineage.OuterJoin;
import dev.nightshift.activities.diagnosis.TestFacts.Hop;
import dev.nightshift.activities.warehouse.Production.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** For nulls that begin in a model: the left join that makes them, and why its rows find none. */
final class UnmatchedLooks {
  private static final String HOLE = "{}";

  private final Graph graph;
  private final Witness witness;
  private final OtherReaders readers;
  private final TwoSpellings spellings;

  UnmatchedLooks(Graph graph, Witness witness) {
    this.graph = graph;
    this.witness = witness;
    this.readers = new OtherReaders(graph);
    this.spellings = new TwoSpellings(graph, witness);
  }

  Optional<Unmatched> of(String kind, List<Hop> hops, Optional<Integer> breaksAt) {
    if (!kind.equals("not_null") || breaksAt.isEmpty()) {
      return Optional.empty();
    }
    Hop at = hops.get(breaksAt.get());
    Optional<Part> model = graph.part(at.node());
    Optional<Lineage> lineage = model.flatMap(graph::lineage);
    Optional<Origin> origin = lineage.flatMap(it -> it.origin(at.columns().get(0)));
    if (origin.isEmpty() || !origin.get().keepsNulls()) {
      return Optional.empty();
    }
    List<OuterJoin> joins =
        lineage.get().outerJoins().stream()
            .filter(join -> join.right().get(0).relation().equals(origin.get().relation()))
            .toList();
    return joins.size() == 1 ? look(model.get(), joins.get(0)) : Optional.empty();
  }

  private Optional<Unmatched> look(Part model, OuterJoin join) {
    boolean plain =
        join.left().size() == 1 && join.left().get(0).isPlain() && join.right().get(0).isPlain();
    Optional<Side> left = plain ? side(model, join.left().get(0)) : Optional.empty();
    Optional<Side> right = plain ? side(model, join.right().get(0)) : Optional.empty();
    if (left.isEmpty() || right.isEmpty()) {
      return Optional.empty();
    }
    String query = query(left.get(), right.get());
    return witness
        .numbers(query)
        .filter(numbers -> numbers[0] + numbers[1] > 0)
        .map(
            numbers ->
                new Unmatched(
                    model.id(),
                    left.get(),
                    right.get(),
                    numbers[0],
                    numbers[1],
                    numbers[2],
                    nulls(left.get()),
                    numbers[1] > 0 ? respelt(model, left.get(), right.get()) : null,
                    query,
                    numbers[3],
                    keys(left.get(), right.get())));
  }

  private Optional<Side> side(Part model, Origin key) {
    Optional<Part> at = graph.at(key.relation()).filter(Part::hasRelation);
    if (at.isEmpty()) {
      return Optional.empty();
    }
    List<Graph.Step> trail = graph.trail(at.get(), key.column());
    Part reader = model;
    Part source = at.get();
    String column = key.column();
    boolean plain = true;
    for (Graph.Step step : trail) {
      reader = source;
      source = step.part();
      column = step.origin().column();
      plain &= step.origin().isPlain();
    }
    boolean told = plain && source.isSource();
    return Optional.of(
        new Side(
            at.get().id(),
            at.get().relation(),
            key.column(),
            told ? source.id() : "",
            told ? column : "",
            told ? reader.path() : ""));
  }

  private String query(Side left, Side right) {
    String without = "not exists (select 1 from " + in(right, "r") + " where " + key(right, "r");
    String seen =
        right.source().isEmpty() || right.source().equals(right.node())
            ? "0"
            : "case when "
                + key(left, "l")
                + " in (select "
                + from(right)
                + " from "
                + source(right)
                + ") then 1 else 0 end";
    return "select coalesce(sum(case when "
        + key(left, "l")
        + " is null then 1 else 0 end), 0), count("
        + key(left, "l")
        + "), coalesce(sum("
        + seen
        + "), 0), (select count("
        + key(left, "a")
        + ") from "
        + in(left, "a")
        + ") from "
        + in(left, "l")
        + " where "
        + without
        + " = "
        + key(left, "l")
        + ")";
  }

  /** Those that are not there, each once. */
  private String keys(Side left, Side right) {
    return "select distinct "
        + key(left, "l")
        + " as key from "
        + in(left, "l")
        + " where "
        + key(left, "l")
        + " is not null and not exists (select 1 from "
        + in(right, "r")
        + " where "
        + key(right, "r")
        + " = "
        + key(left, "l")
        + ")";
  }

  private long nulls(Side left) {
    return left.source().isEmpty()
        ? 0
        : witness
            .numbers("select count(*) from " + source(left) + " where " + from(left) + " is null")
            .map(numbers -> numbers[0])
            .orElse(0L);
  }

  /** The one way of writing keys in which both sides agree, where they are texts. */
  private Respelt respelt(Part model, Side left, Side right) {
    if (!isText(left) || !isText(right)) {
      return null;
    }
    List<Respelt> found = new ArrayList<>();
    if (!left.source().isEmpty()) {
      found.addAll(respelt(true, left, right));
    }
    if (!right.source().isEmpty()) {
      found.addAll(respelt(false, right, left));
    }
    if (found.isEmpty()) {
      return null;
    }
    Respelt first = found.get(0);
    boolean only = found.stream().allMatch(one -> one.left() == first.left());
    String doubt =
        first.doubt().isEmpty() ? readers.of(model, first.left() ? left : right) : first.doubt();
    return new Respelt(first.left(), first.through(), only, first.query(), doubt);
  }

  /** The simplest that does it for a side. */
  private List<Respelt> respelt(boolean left, Side one, Side other) {
    for (String through : ways(one, other)) {
      String query = left ? asLeft(one, other, through) : asRight(one, other, through);
      Optional<long[]> numbers = witness.numbers(query);
      if (numbers.isPresent()
          && numbers.get()[0] == 0
          && numbers.get()[1] == 0
          && (left || numbers.get()[2] == 0)) {
        boolean apart = numbers.get()[2] == 0 || spellings.areOne(one, through);
        String doubt = apart ? "" : "keys of its own would become one by it";
        return List.of(new Respelt(left, through, true, query, doubt));
      }
    }
    return List.of();
  }

  private List<String> ways(Side one, Side other) {
    List<String> ways =
        new ArrayList<>(
            List.of("trim({})", "upper({})", "lower({})", "upper(trim({}))", "lower(trim({}))"));
    String digits =
        "sum(case when trim(" + key(other, "o") + ", '0123456789') = '' then 0 else 1 end)";
    witness
        .numbers(
            "select min(length("
                + key(other, "o")
                + ")), max(length("
                + key(other, "o")
                + ")), "
                + digits
                + " from "
                + in(other, "o"))
        .filter(numbers -> numbers[2] == 0)
        .ifPresent(
            numbers -> {
              // What is longer would be cut, and find the row of another key.
              if (numbers[0] == numbers[1] && numbers[0] > 1 && longest(one) <= numbers[0]) {
                ways.add("lpad({}, " + numbers[0] + ", '0')");
              }
              ways.add("ltrim({}, '0')");
            });
    return ways;
  }

  private long longest(Side side) {
    return witness
        .numbers("select max(length(" + key(side, "o") + ")) from " + in(side, "o"))
        .map(numbers -> numbers[0])
        .orElse(Long.MAX_VALUE);
  }

  /** Keys that find nothing even so; those that find theirs and would change; that become one. */
  private String asLeft(Side left, Side right, String through) {
    String key = key(left, "l");
    String there =
        " in (select "
            + key(right, "r")
            + " from "
            + in(right, "r")
            + " where "
            + key(right, "r")
            + " is not null)";
    return "select coalesce(sum(case when not "
        + key
        + there
        + " and not "
        + through.replace(HOLE, key)
        + there
        + " then 1 else 0 end), 0), coalesce(sum(case when "
        + key
        + there
        + " and "
        + through.replace(HOLE, key)
        + " <> "
        + key
        + " then 1 else 0 end), 0), count(distinct "
        + key
        + ") - count(distinct "
        + through.replace(HOLE, key)
        + ") from "
        + in(left, "l")
        + " where "
        + key
        + " is not null";
  }

  /** The same of the joined side, of which no two keys may become one. */
  private String asRight(Side right, Side left, String through) {
    String key = key(right, "r");
    String as = through.replace(HOLE, key);
    String keys = " from " + in(right, "r") + " where " + key + " is not null";
    String found = "l.k in (select " + key + keys + ")";
    String lefts = "(select distinct " + key(left, "x") + " as k from " + in(left, "x") + ") l";
    return "select (select count(*) from "
        + lefts
        + " where l.k is not null and not "
        + found
        + " and l.k not in (select "
        + as
        + keys
        + ")), (select count(*)"
        + keys
        + " and "
        + as
        + " <> "
        + key
        + " and "
        + key
        + " in (select l.k from "
        + lefts
        + " where l.k is not null)), (select count(distinct "
        + key
        + ") - count(distinct "
        + as
        + ")"
        + keys
        + ")";
  }

  private boolean isText(Side side) {
    return graph
        .part(side.node())
        .flatMap(part -> witness.column(part, side.column()))
        .filter(column -> Names.family(column.type()).equals("text"))
        .isPresent();
  }

  private String key(Side side, String alias) {
    return alias + "." + quoted(side.node(), side.column());
  }

  private String in(Side side, String alias) {
    return graph.part(side.node()).map(Graph::quoted).orElse("") + " " + alias;
  }

  private String from(Side side) {
    return quoted(side.source(), side.from());
  }

  private String quoted(String node, String column) {
    return graph
        .part(node)
        .map(part -> witness.quoted(part, column))
        .orElseGet(() -> Relation.quote(column));
  }

  private String source(Side side) {
    return graph.part(side.source()).map(Graph::quoted).orElse("");
  }
}
