package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.Tree.Clause;
import dev.nightshift.activities.sql.Tree.Cte;
import dev.nightshift.activities.sql.Tree.Item;
import dev.nightshift.activities.sql.Tree.Part;
import dev.nightshift.activities.sql.Tree.Query;
import dev.nightshift.activities.sql.Tree.Range;
import dev.nightshift.activities.sql.Tree.Relation;
import dev.nightshift.activities.sql.Tree.Select;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All selects of a query, wherever they stand, each with the CTEs that it sees. */
final class Places {
  private final TreeReader reader;
  private final List<Place> all = new ArrayList<>();

  private Places(TreeReader reader) {
    this.reader = reader;
  }

  static List<Place> of(TreeReader reader) {
    Places places = new Places(reader);
    places.query(reader.read(), Map.of(), null, null, false);
    return places.all;
  }

  /**
   * A select that gives its rows to a CTE or to a relation of another select; to neither where it
   * is the query's result or stands in an expression. {@code mixed} is a part of a union, or one
   * whose parentheses are followed by more.
   */
  record Place(Select select, Map<String, Cte> ctes, Cte cte, Relation inline, boolean mixed) {
    /** The CTE that the relation is, or null. */
    Cte cteOf(Relation relation, TreeReader reader) {
      if (relation.name() == null || relation.name().to() - relation.name().from() != 1) {
        return null;
      }
      Token name = reader.at(relation.name().from());
      return name.isName() ? ctes.get(name.name().toLowerCase(Locale.ROOT)) : null;
    }

    boolean has(String kind) {
      return select.clauses.stream().anyMatch(clause -> clause.kind().equals(kind));
    }
  }

  private void query(Query query, Map<String, Cte> outer, Cte cte, Relation inline, boolean mixed) {
    Map<String, Cte> seen = new LinkedHashMap<>(outer);
    for (Cte one : query.ctes) {
      query(one.query(), seen, one, null, false);
      seen.put(one.name().name().toLowerCase(Locale.ROOT), one);
    }
    boolean several = mixed || query.parts.size() > 1;
    for (Part part : query.parts) {
      if (part.select() != null) {
        select(new Place(part.select(), Map.copyOf(seen), cte, inline, several));
      } else if (part.query() != null) {
        query(part.query(), seen, cte, inline, several || part.opaque() != null);
      }
    }
  }

  private void select(Place place) {
    all.add(place);
    for (Relation relation : place.select().relations) {
      if (relation.query() != null) {
        query(relation.query(), place.ctes(), null, relation, false);
      }
    }
    for (Item item : place.select().items) {
      within(item.expression(), place);
    }
    for (Clause clause : place.select().clauses) {
      within(clause.range(), place);
    }
  }

  private void within(Range range, Place place) {
    for (int i = range.from(); i < range.to(); i++) {
      if (reader.is(i, "(") && reader.beginsQuery(i + 1)) {
        query(reader.query(i + 1, reader.partner(i)), place.ctes(), null, null, false);
        i = reader.partner(i);
      }
    }
  }
}
