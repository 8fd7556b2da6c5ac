package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.ColumnRename.Edit;
import dev.nightshift.activities.sql.Tree.Cte;
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

/**
 * Follows a source's column through a query: from the source, through stars, to where it is named.
 * Each such place becomes an edit.
 */
final class Reading {
  /** What a query gives its reader under the column's old name. */
  enum Passes {
    /** The source's column itself, by a star: its name is the new one now. */
    AS_IT_IS,
    /** A column that the query names so: it keeps that name. */
    NAMED,
    /** No such column. */
    NOTHING,
    /** It cannot be seen from here. */
    UNKNOWN
  }

  /** What a star on the source does. */
  enum Stars {
    PASS,
    RENAME
  }

  /** How a query is used: as a relation its columns have names, as a value they have none. */
  enum Use {
    RELATION,
    VALUE
  }

  final TreeReader reader;
  final SourceColumn column;
  final Dialect dialect;
  private final SourceCalls calls;
  final Stars stars;
  private final Map<Integer, Edit> edits = new LinkedHashMap<>();

  Reading(TreeReader reader, SourceColumn column, Dialect dialect, SourceCalls calls, Stars stars) {
    this.reader = reader;
    this.column = column;
    this.dialect = dialect;
    this.calls = calls;
    this.stars = stars;
  }

  Passes read(Query query) {
    return read(query, Map.of(), null, Use.RELATION);
  }

  List<Edit> edits() {
    return new ArrayList<>(edits.values());
  }

  void edit(int start, int end, String with) {
    Edit edit = new Edit(start, end, with);
    Edit there = edits.putIfAbsent(start, edit);
    if (there != null && !there.equals(edit)) {
      throw new Undecided("two edits meet at one place");
    }
  }

  Passes read(Query query, Map<String, Passes> outerCtes, Scope outer, Use use) {
    Map<String, Passes> ctes = new LinkedHashMap<>(outerCtes);
    for (Cte cte : query.ctes) {
      String name = cte.name().name().toLowerCase(Locale.ROOT);
      ctes.put(name, Passes.UNKNOWN);
      Passes passes = read(cte.query(), ctes, outer, Use.RELATION);
      ctes.put(name, cte.columns() == null ? passes : byNames(cte.columns()));
    }
    Passes first = null;
    for (Part part : query.parts) {
      Passes passes = part(part, ctes, outer, use);
      if (query.parts.size() > 1 && passes == Passes.AS_IT_IS) {
        throw new Undecided("a union takes the column through a star, by its position");
      }
      first = first == null ? passes : first;
    }
    return first;
  }

  private Passes byNames(List<Token> names) {
    return names.stream().anyMatch(this::isColumn) ? Passes.NAMED : Passes.NOTHING;
  }

  private Passes part(Part part, Map<String, Passes> ctes, Scope outer, Use use) {
    if (part.select() != null) {
      return select(part.select(), ctes, outer, use);
    }
    if (part.query() != null) {
      Passes passes = read(part.query(), ctes, outer, use);
      if (part.opaque() != null && passes == Passes.AS_IT_IS) {
        refuseNamed(part.opaque());
      }
      return passes;
    }
    refuseHidden(part.opaque(), ctes);
    return Passes.UNKNOWN;
  }

  /** A query that is no select may take the column in ways that are not read here. */
  private void refuseHidden(Range range, Map<String, Passes> ctes) {
    for (int i = range.from(); i < range.to(); i++) {
      Token token = reader.at(i);
      boolean passes =
          token.isName() && ctes.get(token.name().toLowerCase(Locale.ROOT)) == Passes.AS_IT_IS;
      if (passes || calls.uses(token)) {
        throw new Undecided("a query that is no select reads the source: " + token.text());
      }
    }
  }

  private void refuseNamed(Range range) {
    for (int i = range.from(); i < range.to(); i++) {
      if (isColumn(reader.at(i))) {
        throw new Undecided("the column is named after a query in parentheses");
      }
    }
  }

  private Passes select(Select select, Map<String, Passes> ctes, Scope outer, Use use) {
    Scope scope = new Scope(outer, ctes);
    for (Relation relation : select.relations) {
      scope.relations.add(bound(relation, scope));
    }
    refuseMergedColumns(select, scope);
    return new SelectReading(this, select, scope, use).read();
  }

  private Scope.Bound bound(Relation relation, Scope scope) {
    if (relation.query() != null) {
      // A lateral query sees its neighbours; any other sees what is around this one.
      Scope around = relation.join().contains("lateral") ? scope : scope.outer;
      Passes passes = read(relation.query(), scope.ctes, around, Use.RELATION);
      return Scope.Bound.of(relation, named(relation, passes), false, List.of());
    }
    Range name = relation.name();
    if (name.to() - name.from() == 1) {
      Token token = reader.at(name.from());
      if (calls.is(token)) {
        return Scope.Bound.of(
            relation,
            named(relation, Passes.AS_IT_IS),
            true,
            List.of(column.table(), column.relation()));
      }
      if (isThis(token)) {
        // The model's own table, built before the rename: it has the name that it is to keep.
        return Scope.Bound.of(relation, Passes.NAMED, false, List.of());
      }
      Passes cte = token.isName() ? scope.ctes.get(token.name().toLowerCase(Locale.ROOT)) : null;
      if (cte != null) {
        return Scope.Bound.of(relation, named(relation, cte), false, List.of(token.name()));
      }
    }
    Token last = reader.at(name.to() - 1);
    return Scope.Bound.of(
        relation, Passes.UNKNOWN, false, last.isName() ? List.of(last.name()) : List.of());
  }

  private Passes named(Relation relation, Passes passes) {
    if (relation.columns() == null || passes != Passes.AS_IT_IS) {
      return passes;
    }
    return byNames(relation.columns());
  }

  private void refuseMergedColumns(Select select, Scope scope) {
    if (!scope.passesHere()) {
      return;
    }
    if (select.using.stream().anyMatch(this::isColumn)) {
      throw new Undecided("the column joins by using (" + column.from() + ")");
    }
    if (select.natural) {
      throw new Undecided("a natural join may join by the column");
    }
    if (select.reshaped) {
      throw new Undecided("the source is pivoted");
    }
  }

  private static boolean isThis(Token token) {
    return token.kind() == Token.Kind.JINJA
        && token.text().matches("\\{\\{[-+]?\\s*this\\s*[-+]?\\}\\}");
  }

  boolean isColumn(Token token) {
    return dialect.names(token, column.from());
  }

  boolean isSource(Token token) {
    return calls.is(token);
  }
}
