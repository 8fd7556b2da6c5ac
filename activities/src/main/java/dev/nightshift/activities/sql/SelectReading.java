package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.Reading.Passes;
import dev.nightshift.activities.sql.Reading.Use;
import dev.nightshift.activities.sql.Tree.Clause;
import dev.nightshift.activities.sql.Tree.Item;
import dev.nightshift.activities.sql.Tree.Range;
import dev.nightshift.activities.sql.Tree.Select;

/** One select: its items, its clauses, and what it gives under the old name. */
final class SelectReading {
  private final Reading reading;
  private final TreeReader reader;
  private final Select select;
  private final Scope scope;
  private final Use use;
  private final References references;

  SelectReading(Reading reading, Select select, Scope scope, Use use) {
    this.reading = reading;
    this.reader = reading.reader;
    this.select = select;
    this.scope = scope;
    this.use = use;
    this.references = new References(reading, scope);
  }

  Passes read() {
    boolean named = false;
    boolean passed = false;
    boolean unknown = false;
    for (Item item : select.items) {
      Passes passes = item(item);
      named |= passes == Passes.NAMED;
      passed |= passes == Passes.AS_IT_IS;
      unknown |= passes == Passes.UNKNOWN;
    }
    if (named && passed) {
      throw new Undecided(
          "a select gives " + reading.column.from() + " twice, by a star and by name");
    }
    for (Clause clause : select.clauses) {
      clause(clause, named);
    }
    if (named || passed) {
      return named ? Passes.NAMED : Passes.AS_IT_IS;
    }
    return unknown ? Passes.UNKNOWN : Passes.NOTHING;
  }

  private Passes item(Item item) {
    Range expression = item.expression();
    if (isStar(expression)) {
      return new StarReading(reading, scope, select).read(expression);
    }
    if (item.alias() != null) {
      references.withAlias(expression);
      return reading.isColumn(item.alias()) ? Passes.NAMED : Passes.NOTHING;
    }
    Token bare = bareColumn(expression);
    if (bare == null) {
      references.in(expression);
      return castColumn(expression);
    }
    if (!reading.isColumn(bare)) {
      return Passes.NOTHING;
    }
    if (references.isOurs(expression.to() - 1)) {
      String name = reading.dialect.like(bare, reading.column.to());
      reading.edit(
          bare.start(),
          bare.end(),
          use == Use.VALUE ? name : name + " " + as() + " " + bare.text());
    }
    return Passes.NAMED;
  }

  private boolean isStar(Range range) {
    int i = range.from();
    while (i + 1 < range.to() && reader.is(i + 1, ".")) {
      i += 2;
    }
    return i < range.to() && reader.is(i, "*");
  }

  private Token bareColumn(Range range) {
    int i = range.from();
    while (i < range.to() && reader.at(i).isName()) {
      if (i + 1 == range.to()) {
        return reader.at(i);
      }
      if (!reader.is(i + 1, ".")) {
        return null;
      }
      i += 2;
    }
    return null;
  }

  /** {@code amount::int} without an alias keeps the column's name in some warehouses. */
  private Passes castColumn(Range range) {
    int cast = range.from();
    while (cast < range.to() && !reader.is(cast, "::")) {
      cast = reader.skip(cast);
    }
    if (cast >= range.to() || use == Use.VALUE) {
      return Passes.NOTHING;
    }
    Token bare = bareColumn(new Range(range.from(), cast));
    if (bare == null || !reading.isColumn(bare)) {
      return Passes.NOTHING;
    }
    if (references.isOurs(cast - 1)) {
      int end = reader.at(range.to() - 1).end();
      reading.edit(end, end, " " + as() + " " + bare.text());
    }
    return Passes.NAMED;
  }

  /** In capitals where the text writes it so. */
  private String as() {
    for (Token token : reader.tokens) {
      if (token.is("as")) {
        return token.text().equals("AS") ? "AS" : "as";
      }
    }
    return "as";
  }

  private void clause(Clause clause, boolean named) {
    switch (clause.kind()) {
      case "using" -> {}
      case "order by" -> orderBy(clause.range(), named);
      default -> references.in(clause.range());
    }
  }

  /** A sort key that is just the name means the select's own column of that name first. */
  private void orderBy(Range range, boolean named) {
    int start = range.from();
    for (int i = range.from(); i <= range.to(); i = i < range.to() ? reader.skip(i) : i + 1) {
      if (i < range.to() && !reader.is(i, ",")) {
        continue;
      }
      boolean ownName =
          named
              && start < i
              && reading.isColumn(reader.at(start))
              && (start + 1 == i || !reader.is(start + 1, "."))
              && isOnlyDirection(start + 1, i);
      if (!ownName) {
        references.in(new Range(start, i));
      }
      start = i + 1;
    }
  }

  private boolean isOnlyDirection(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!reader.is(i, "asc")
          && !reader.is(i, "desc")
          && !reader.is(i, "nulls")
          && !reader.is(i, "first")
          && !reader.is(i, "last")) {
        return false;
      }
    }
    return true;
  }
}
