package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.Reading.Passes;
import dev.nightshift.activities.sql.Reading.Stars;
import dev.nightshift.activities.sql.Scope.Bound;
import dev.nightshift.activities.sql.Tree.Range;
import dev.nightshift.activities.sql.Tree.Select;
import java.util.List;

/** A star: what it takes through, and what it leaves out or replaces. */
final class StarReading {
  private final Reading reading;
  private final TreeReader reader;
  private final Scope scope;
  private final Select select;

  StarReading(Reading reading, Scope scope, Select select) {
    this.reading = reading;
    this.reader = reading.reader;
    this.scope = scope;
    this.select = select;
  }

  Passes read(Range range) {
    int star = range.from();
    while (!reader.is(star, "*")) {
      star++;
    }
    List<Bound> over = over(range.from(), star);
    Passes passes = passes(over);
    if (passes != Passes.AS_IT_IS) {
      return modified(star + 1, range.to(), passes);
    }
    Passes modified = modified(star + 1, range.to(), passes);
    boolean source = over.stream().anyMatch(it -> it.passes() == Passes.AS_IT_IS && it.isSource());
    if (modified == Passes.AS_IT_IS && source && reading.stars == Stars.RENAME) {
      rename(range, star);
      return Passes.NAMED;
    }
    return modified;
  }

  private List<Bound> over(int from, int star) {
    if (star == from) {
      return scope.relations;
    }
    Token qualifier = reader.at(star - 2);
    Bound bound = qualifier.isName() ? scope.named(qualifier.name()) : null;
    return bound == null ? List.of() : List.of(bound);
  }

  private static Passes passes(List<Bound> over) {
    if (over.stream().anyMatch(bound -> bound.passes() == Passes.AS_IT_IS)) {
      return Passes.AS_IT_IS;
    }
    if (over.stream().anyMatch(bound -> bound.passes() == Passes.NAMED)) {
      return Passes.NAMED;
    }
    boolean unknown =
        over.isEmpty() || over.stream().anyMatch(bound -> bound.passes() == Passes.UNKNOWN);
    return unknown ? Passes.UNKNOWN : Passes.NOTHING;
  }

  /** {@code exclude}, {@code except}, {@code replace}, {@code rename} after the star. */
  private Passes modified(int from, int to, Passes passes) {
    Passes result = passes;
    int i = from;
    while (i < to) {
      String word = reader.at(i).text().toLowerCase(java.util.Locale.ROOT);
      int start = reader.is(i + 1, "(") ? i + 2 : i + 1;
      int end = reader.is(i + 1, "(") ? reader.partner(i + 1) : Math.min(i + 2, to);
      switch (word) {
        case "exclude", "except" -> {
          if (names(start, end, passes)) {
            result = Passes.NOTHING;
          }
        }
        case "rename" -> {
          if (names(start, end, passes)) {
            result = Passes.NOTHING;
          }
        }
        case "replace" -> replaced(start, end, passes);
        default -> throw new Undecided("after a star stands " + word);
      }
      i = end + (reader.is(end, ")") ? 1 : 0);
    }
    return result;
  }

  /** Whether the list names the column; where it is the source's it gets its new name there. */
  private boolean names(int from, int to, Passes passes) {
    boolean found = false;
    for (int i = from; i < to; i++) {
      Token token = reader.at(i);
      if (reading.isColumn(token) && !reader.is(i - 1, "as")) {
        found = true;
        if (passes == Passes.AS_IT_IS) {
          reading.edit(
              token.start(), token.end(), reading.dialect.like(token, reading.column.to()));
        }
      }
    }
    return found;
  }

  private void replaced(int from, int to, Passes passes) {
    for (int i = from; i < to; i++) {
      if (passes == Passes.AS_IT_IS && reading.isColumn(reader.at(i)) && reader.is(i - 1, "as")) {
        throw new Undecided("a star replaces the column in its place");
      }
    }
    new References(reading, scope).in(new Range(from, to));
  }

  /** The star gives the column under its old name, and where it can not under the new one. */
  private void rename(Range range, int star) {
    if (select.relations.size() > 1 && range.from() == star && severalPass()) {
      throw new Undecided("a star takes the column from two relations");
    }
    String qualifier = range.from() == star ? "" : reader.at(range.from()).text() + ".";
    String to = reading.dialect.like(like(), reading.column.to());
    String from = reading.dialect.like(like(), reading.column.from());
    String without = reading.dialect.starWithout();
    String named = ", " + qualifier + to + " as " + from;
    int end = reader.at(range.to() - 1).end();
    if (reading.dialect.starRenames()) {
      inItsPlace(range, star, to + " as " + from);
    } else if (without.isEmpty()) {
      reading.edit(end, end, named);
    } else if (star + 1 == range.to()) {
      reading.edit(end, end, " " + without + " (" + to + ")" + named);
    } else {
      leaveOut(star + 1, without, to);
      reading.edit(end, end, named);
    }
  }

  /** Unions downstream may go by position, so that the column had better stay where it is. */
  private void inItsPlace(Range range, int star, String renaming) {
    for (int i = star + 1; i < range.to(); i = reader.skip(i)) {
      if (reader.is(i, "rename")) {
        if (!reader.is(i + 1, "(")) {
          throw new Undecided("a star renames a column without parentheses");
        }
        int last = reader.at(reader.partner(i + 1) - 1).end();
        reading.edit(last, last, ", " + renaming);
        return;
      }
      if (reader.is(i, "exclude") && !reader.is(i + 1, "(")) {
        throw new Undecided("a star leaves a column out without parentheses");
      }
    }
    int end = reader.at(range.to() - 1).end();
    reading.edit(end, end, " rename (" + renaming + ")");
  }

  /** The star that is modified already leaves one more column out: that is the first it may do. */
  private void leaveOut(int modifier, String without, String to) {
    if (!reader.is(modifier, without)) {
      int place = reader.at(modifier - 1).end();
      reading.edit(place, place, " " + without + " (" + to + ")");
    } else if (reader.is(modifier + 1, "(")) {
      int place = reader.at(reader.partner(modifier + 1) - 1).end();
      reading.edit(place, place, ", " + to);
    } else {
      throw new Undecided("a star leaves a column out without parentheses");
    }
  }

  private boolean severalPass() {
    return scope.relations.stream().filter(it -> it.passes() == Passes.AS_IT_IS).count() > 1;
  }

  /** New text has no old word to imitate but the text's own custom of small letters. */
  private static Token like() {
    return new Token(Token.Kind.WORD, 0, 1, "a");
  }
}
