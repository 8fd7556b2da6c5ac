package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.Reading.Use;
import dev.nightshift.activities.sql.Scope.Bound;
import dev.nightshift.activities.sql.Tree.Range;
import java.util.Set;

/** The places in an expression where the column is read. */
final class References {
  private static final Set<String> DATE_PARTS =
      Set.of(
          "year",
          "quarter",
          "month",
          "week",
          "day",
          "hour",
          "minute",
          "second",
          "isoweek",
          "isoyear",
          "dayofweek",
          "dayofyear",
          "date",
          "time",
          "millisecond",
          "microsecond");

  private final Reading reading;
  private final TreeReader reader;
  private final Scope scope;

  References(Reading reading, Scope scope) {
    this.reading = reading;
    this.reader = reading.reader;
    this.scope = scope;
  }

  /** Edits what reads the column; subqueries have scopes of their own. */
  void in(Range range) {
    walk(range, false);
  }

  /** The same for a select item that has an alias, whatever its expression becomes. */
  void withAlias(Range range) {
    walk(range, true);
  }

  private void walk(Range range, boolean aliased) {
    for (int i = range.from(); i < range.to(); i++) {
      if (reader.is(i, "(") && reader.beginsQuery(i + 1)) {
        reading.read(reader.query(i + 1, reader.partner(i)), scope.ctes, scope, Use.VALUE);
        i = reader.partner(i);
      } else if (reader.at(i).kind() == Token.Kind.JINJA) {
        jinja(reader.at(i), aliased);
      } else if (reading.isColumn(reader.at(i)) && isReference(i) && isOurs(i)) {
        Token token = reader.at(i);
        String name = reading.dialect.like(token, reading.column.to());
        boolean field = isUnnamedField(i, range);
        reading.edit(token.start(), token.end(), field ? name + " as " + token.text() : name);
      }
    }
  }

  /** {@code struct(amount)} names its field after the column. */
  private boolean isUnnamedField(int i, Range range) {
    boolean ends = reader.is(i + 1, ",") || reader.is(i + 1, ")");
    int start = reader.is(i - 1, ".") ? i - 2 : i;
    if (!ends || !(reader.is(start - 1, ",") || reader.is(start - 1, "("))) {
      return false;
    }
    for (int open = start - 1; open > range.from(); open--) {
      if (reader.is(open, "(") && reader.partner(open) > i) {
        return reader.is(open - 1, "struct");
      }
    }
    return false;
  }

  /**
   * A macro that is told a column's name gets the new one, where the result has an alias, so that
   * its name does not follow, and where no other relation could be meant.
   */
  private void jinja(Token token, boolean aliased) {
    if (!scope.passesSomewhere()) {
      return;
    }
    for (JinjaText.Literal literal : JinjaText.strings(token)) {
      if (!literal.names(reading.column.from())) {
        continue;
      }
      boolean only = scope.relations.size() == 1 && scope.passesHere();
      if (!literal.is(reading.column.from()) || !aliased || !only) {
        throw new Undecided("a macro is told the column's name: " + JinjaText.brief(token));
      }
      reading.edit(
          literal.start(),
          literal.end(),
          dev.nightshift.activities.edit.Names.like(literal.value(), reading.column.to()));
    }
  }

  /** Whether a word in an expression names a column, and not a function, a type or a part. */
  private boolean isReference(int i) {
    if (!mayBeColumn(reader, i)) {
      return false;
    }
    boolean word = reader.at(i).kind() == Token.Kind.WORD;
    if (word
        && reader.at(i).isOneOf(DATE_PARTS)
        && !reader.is(i - 1, ".")
        && (reader.is(i - 1, "(") || reader.is(i - 1, ","))
        && scope.passesSomewhere()) {
      throw new Undecided(reader.at(i).text() + " may be a part of a date here, or the column");
    }
    return true;
  }

  /** Whether a word, by what stands beside it, may name a column. */
  static boolean mayBeColumn(TreeReader reader, int i) {
    if (reader.is(i + 1, "(") || reader.is(i - 1, "::") || reader.is(i - 1, "as")) {
      return false;
    }
    if (reader.is(i + 1, "=>") || reader.is(i + 1, ":=") || reader.is(i - 1, ":")) {
      return false;
    }
    boolean literalOrPart =
        i + 1 < reader.tokens.size()
            && (reader.at(i + 1).kind() == Token.Kind.STRING || reader.is(i + 1, "from"));
    return reader.at(i).kind() != Token.Kind.WORD || !literalOrPart || reader.is(i - 1, "select");
  }

  /** Whether the name at this place is the source's column. */
  boolean isOurs(int i) {
    String name = reading.column.from();
    if (!reader.is(i - 1, ".")) {
      Bound alias = reader.is(i + 1, ".") ? scope.named(reader.at(i).name()) : null;
      return alias == null && scope.owns(name);
    }
    int start = i - 2;
    while (reader.is(start - 1, ".")) {
      start -= 2;
    }
    if (start < 0 || reader.is(start - 1, ":") || !reader.at(i - 2).isName()) {
      if (start >= 0 && reading.isSource(reader.at(i - 2))) {
        return true;
      }
      return false;
    }
    Bound bound = scope.named(reader.at(i - 2).name());
    return bound != null && bound.passes() == Reading.Passes.AS_IT_IS;
  }
}
