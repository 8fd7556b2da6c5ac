package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.JoinFacts.SameColumn;
import dev.nightshift.activities.diagnosis.JoinFacts.StandIn;
import dev.nightshift.activities.sql.JoinedModel.Joined;
import dev.nightshift.activities.warehouse.Production.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Two relations side by side, by a key that is unique in one of them: which keys either lacks, and
 * whether columns hold the same for the keys that occur once in both.
 */
final class KeyComparison {
  private static final int FIXED = 4;

  private final Witness witness;

  KeyComparison(Witness witness) {
    this.witness = witness;
  }

  /** With what production says; {@code asked} stays false where it says nothing. */
  StandIn of(StandIn named, Part part, Part joined, Joined join) {
    List<String> keys = names(part, join.keys());
    String uniqueQuery = unique(part, keys);
    Optional<long[]> unique = witness.numbers(uniqueQuery);
    if (unique.isEmpty() || unique.get()[1] > 0) {
      return told(named, unique.orElse(new long[2]), uniqueQuery, unique.isPresent(), null, "");
    }
    String query = sideBySide(named, part, joined, join);
    Optional<long[]> numbers = witness.numbers(query);
    return told(named, unique.get(), uniqueQuery, numbers.isPresent(), numbers.orElse(null), query);
  }

  private static StandIn told(
      StandIn named,
      long[] unique,
      String uniqueQuery,
      boolean asked,
      long[] numbers,
      String query) {
    List<SameColumn> columns = new ArrayList<>();
    for (int i = 0; i < named.columns().size(); i++) {
      SameColumn column = named.columns().get(i);
      columns.add(
          numbers == null
              ? column
              : new SameColumn(
                  column.column(),
                  column.instead(),
                  numbers[FIXED + 2 * i],
                  numbers[FIXED + 2 * i + 1]));
    }
    return new StandIn(
        named.node(),
        named.relation(),
        named.lacking(),
        named.ambiguous(),
        unique[0],
        unique[1],
        uniqueQuery,
        asked,
        numbers == null ? 0 : numbers[0],
        numbers == null ? 0 : numbers[1],
        numbers == null ? 0 : numbers[2],
        numbers == null ? 0 : numbers[3],
        columns,
        query);
  }

  /** Names as the relation itself spells them: a quoted one must. */
  private List<String> names(Part part, List<String> columns) {
    return columns.stream().map(name -> name(part, name)).toList();
  }

  private String name(Part part, String column) {
    return witness.column(part, column).map(it -> it.name()).orElse(column);
  }

  private static String unique(Part part, List<String> keys) {
    return "select count(*), coalesce(sum(case when n > 1 then 1 else 0 end), 0) from (select"
        + " count(*) as n from "
        + Graph.quoted(part)
        + " where "
        + joined(keys, " and ", key -> Relation.quote(key) + " is not null")
        + " group by "
        + joined(keys, ", ", Relation::quote)
        + ") k";
  }

  private String sideBySide(StandIn named, Part part, Part joined, Joined join) {
    List<SameColumn> columns = named.columns();
    StringBuilder query =
        new StringBuilder(
            "select coalesce(sum(case when c.n is null then 1 else 0 end), 0),"
                + " coalesce(sum(case when j.n is null then 1 else 0 end), 0),"
                + " coalesce(sum(case when j.n is null and (1 = 0");
    for (int i = 0; i < columns.size(); i++) {
      query.append(" or c.v").append(i).append(" is not null");
    }
    query
        .append(") then 1 else 0 end), 0), coalesce(sum(case when j.n = 1 and c.n = 1 then 1 else")
        .append(" 0 end), 0)");
    for (int i = 0; i < columns.size(); i++) {
      String once = "case when j.n = 1 and c.n = 1";
      query
          .append(", coalesce(sum(" + once + " and j.v")
          .append(i)
          .append(" is not distinct from c.v")
          .append(i)
          .append(" then 1 else 0 end), 0), count(distinct " + once + " then j.v")
          .append(i)
          .append(" end)");
    }
    return query
        .append(" from ")
        .append(side(joined, join.keys(), columns.stream().map(SameColumn::column).toList(), "j"))
        .append(" full join ")
        .append(side(part, join.keys(), columns.stream().map(SameColumn::instead).toList(), "c"))
        .append(" on ")
        .append(
            java.util.stream.IntStream.range(0, join.keys().size())
                .mapToObj(i -> "j.k" + i + " = c.k" + i)
                .collect(Collectors.joining(" and ")))
        .toString();
  }

  /** A window and not a group, so that values of any type can be carried along. */
  private String side(Part part, List<String> keys, List<String> columns, String alias) {
    List<String> names = names(part, keys);
    StringBuilder side = new StringBuilder("(select ");
    for (int i = 0; i < names.size(); i++) {
      side.append(Relation.quote(names.get(i))).append(" as k").append(i).append(", ");
    }
    for (int i = 0; i < columns.size(); i++) {
      side.append(Relation.quote(name(part, columns.get(i))))
          .append(" as v")
          .append(i)
          .append(", ");
    }
    return side.append("count(*) over (partition by ")
        .append(joined(names, ", ", Relation::quote))
        .append(") as n from ")
        .append(Graph.quoted(part))
        .append(" where ")
        .append(joined(names, " and ", key -> Relation.quote(key) + " is not null"))
        .append(") ")
        .append(alias)
        .toString();
  }

  private static String joined(List<String> names, String by, Function<String, String> each) {
    return names.stream().map(each).collect(Collectors.joining(by));
  }
}
