package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.Places.Place;
import dev.nightshift.activities.sql.Tree.Clause;
import dev.nightshift.activities.sql.Tree.Item;
import dev.nightshift.activities.sql.Tree.Range;
import java.util.Set;

/** What counts, sums or merges rows, so that fewer of them would mean something else. */
final class Grouping {
  private static final Set<String> AGGREGATES =
      Set.of(
          "count",
          "count_if",
          "countif",
          "sum",
          "sumif",
          "avg",
          "mean",
          "min",
          "max",
          "median",
          "mode",
          "stddev",
          "variance",
          "any_value",
          "array_agg",
          "list",
          "listagg",
          "string_agg",
          "group_concat",
          "json_agg",
          "jsonb_agg",
          "object_agg",
          "bool_or",
          "bool_and",
          "boolor_agg",
          "booland_agg",
          "logical_or",
          "logical_and",
          "arg_max",
          "arg_min",
          "max_by",
          "min_by",
          "approx_count_distinct");

  private final TreeReader reader;

  Grouping(TreeReader reader) {
    this.reader = reader;
  }

  void refuse(Place place, String name) {
    String what = what(place);
    if (!what.isEmpty()) {
      throw new Undecided(
          "it has " + what + " over the rows that the join with " + name + " gives");
    }
  }

  private String what(Place place) {
    if (place.mixed()) {
      return "a union";
    }
    if (place.select().distinct) {
      return "a distinct";
    }
    for (String kind : Set.of("group by", "having", "qualify", "limit", "distinct on")) {
      if (place.has(kind)) {
        return "a " + kind;
      }
    }
    for (Item item : place.select().items) {
      String aggregate = aggregate(item.expression());
      if (!aggregate.isEmpty()) {
        return "a " + aggregate;
      }
    }
    for (Clause clause : place.select().clauses) {
      if (clause.kind().equals("window") || clause.kind().equals("argument")) {
        return "a " + clause.kind();
      }
    }
    return "";
  }

  /** Subqueries group their own rows. */
  private String aggregate(Range range) {
    for (int i = range.from(); i < range.to(); i++) {
      if (reader.is(i, "(") && reader.beginsQuery(i + 1)) {
        i = reader.partner(i);
      } else if (reader.at(i).isOneOf(AGGREGATES) && reader.is(i + 1, "(")) {
        return reader.at(i).text();
      }
    }
    return "";
  }
}
