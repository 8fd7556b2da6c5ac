package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.JoinedModel.Joined;
import dev.nightshift.activities.sql.JoinedModel.Read;
import dev.nightshift.activities.sql.Places.Place;
import dev.nightshift.activities.sql.Tree.Cte;
import dev.nightshift.activities.sql.Tree.Item;
import dev.nightshift.activities.sql.Tree.Range;
import dev.nightshift.activities.sql.Tree.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Follows a model's rows from its reference, through CTEs that carry them as they are, to the one
 * select that joins them, and from there to the query's result.
 */
final class JoinReading {
  private final TreeReader reader;
  private final SourceCalls calls;
  private final String name;
  private final Set<String> columns;
  private final List<Place> places;

  JoinReading(TreeReader reader, SourceCalls calls, String name, Set<String> columns) {
    this.reader = reader;
    this.calls = calls;
    this.name = name;
    this.columns = columns;
    this.places = Places.of(reader);
  }

  /** A place where a column is read: alone and under another name where it has an alias. */
  record Site(Token column, Token alias) {}

  /**
   * {@code listed} is the first of what the query around the reference selects, null where the
   * reference itself is joined.
   */
  record Result(Joined joined, Token call, Map<String, List<Site>> sites, Token listed) {}

  /** A relation of a select. */
  private record At(Place place, Relation relation) {}

  /** The way from the reference to the join: selects that carry the rows, outermost last. */
  private record Way(At join, Token call, List<At> carriers) {}

  Result read() {
    refuseUnseen();
    List<Way> ways = new ArrayList<>();
    for (Place place : places) {
      for (Relation relation : place.select().relations) {
        if (isCall(relation)) {
          Token call = reader.at(relation.name().from());
          Way way = way(new At(place, relation), call, new ArrayList<>());
          if (way != null) {
            ways.add(way);
          }
        }
      }
    }
    if (ways.isEmpty()) {
      throw new Undecided("no join is seen that takes the rows of " + name + " as they are");
    }
    if (ways.size() > 1) {
      throw new Undecided("it joins " + name + " in " + ways.size() + " places");
    }
    Way way = ways.get(0);
    refuseGrouping(way.join().place());
    return result(way);
  }

  private boolean isCall(Relation relation) {
    Range range = relation.name();
    return range != null && range.to() - range.from() == 1 && calls.isCall(reader.at(range.from()));
  }

  /** Each reference must be a relation of a select: elsewhere nobody here can follow it. */
  private void refuseUnseen() {
    Set<Token> seen = new HashSet<>();
    for (Place place : places) {
      for (Relation relation : place.select().relations) {
        if (isCall(relation)) {
          seen.add(reader.at(relation.name().from()));
        }
      }
    }
    for (Token token : reader.tokens) {
      if (calls.isCall(token) && !seen.contains(token)) {
        throw new Undecided("it reads " + name + " in a place that cannot be followed");
      }
    }
  }

  /** Null where the rows come to no join as they are: that is another purpose. */
  private Way way(At at, Token call, List<At> carriers) {
    List<Relation> relations = at.place().select().relations;
    if (relations.size() > 1) {
      return relations.get(0).equals(at.relation()) ? null : new Way(at, call, carriers);
    }
    if (!carries(at.place())) {
      return null;
    }
    carriers.add(at);
    List<At> readers = readers(at.place());
    List<Way> ways = new ArrayList<>();
    for (At reading : readers) {
      Way way = way(reading, call, new ArrayList<>(carriers));
      if (way != null) {
        ways.add(way);
      }
    }
    if (!ways.isEmpty() && readers.size() > 1) {
      throw new Undecided(
          "one reference to "
              + name
              + " is read in "
              + readers.size()
              + " places, so that the join's cannot change alone");
    }
    return ways.isEmpty() ? null : ways.get(0);
  }

  /** All rows, each once, under names that can be followed. */
  private static boolean carries(Place place) {
    return !place.select().distinct
        && !place.select().reshaped
        && !place.mixed()
        && place.select().clauses.isEmpty();
  }

  private List<At> readers(Place of) {
    List<At> readers = new ArrayList<>();
    for (Place place : places) {
      for (Relation relation : place.select().relations) {
        boolean inline = of.inline() != null && of.inline().equals(relation);
        boolean cte = of.cte() != null && of.cte().equals(place.cteOf(relation, reader));
        if (inline || cte) {
          readers.add(new At(place, relation));
        }
      }
    }
    return readers;
  }

  /** A row for each joined row may be what a count or a union further down is made of. */
  private void refuseGrouping(Place join) {
    Set<Place> below = new HashSet<>(Set.of(join));
    List<Place> queue = new ArrayList<>(List.of(join));
    while (!queue.isEmpty()) {
      Place place = queue.remove(0);
      new Grouping(reader).refuse(place, name);
      for (At reading : readers(place)) {
        if (below.add(reading.place())) {
          queue.add(reading.place());
        }
      }
    }
  }

  private Result result(Way way) {
    Relation relation = way.join().relation();
    if (relation.alias() == null && isCall(relation)) {
      throw new Undecided("the join gives " + name + " no alias");
    }
    Carried carried = carried(way.carriers(), relation);
    JoinScan scan = new JoinScan(reader, way.join().place().select(), relation, alias(relation));
    scan.read(carried.names(columns));
    List<String> keys = scan.keys().stream().map(carried::inner).distinct().toList();
    Map<String, List<Site>> sites = carried.listed() ? carried.sites() : scan.sites();
    List<Read> reads =
        sites.entrySet().stream()
            .map(entry -> new Read(entry.getKey(), as(entry.getValue())))
            .toList();
    Token listed =
        way.carriers().isEmpty()
            ? null
            : reader.at(way.carriers().get(0).place().select().items.get(0).expression().from());
    return new Result(
        new Joined(relation.join(), keys, reads, scan.bare()), way.call(), sites, listed);
  }

  private String alias(Relation relation) {
    return relation.alias() == null
        ? reader.at(relation.name().to() - 1).name()
        : relation.alias().name();
  }

  private static String as(List<Site> sites) {
    Set<String> names =
        sites.stream()
            .map(site -> site.alias() == null ? "" : site.alias().name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    return names.size() == 1 ? names.iterator().next() : "";
  }

  /** What the CTEs on the way name: at most one of them lists columns, the others take all. */
  private Carried carried(List<At> carriers, Relation join) {
    Carried carried = new Carried(reader);
    for (At at : carriers) {
      Cte cte = at.place().cte();
      if ((cte != null && cte.columns() != null) || at.relation().columns() != null) {
        throw new Undecided("the columns of " + name + " get their names in a list apart");
      }
      List<Item> items = at.place().select().items;
      if (!Carried.isAll(items, reader)) {
        carried.list(items);
      }
    }
    if (join.columns() != null) {
      throw new Undecided("the columns of " + name + " get their names in a list apart");
    }
    return carried;
  }
}
