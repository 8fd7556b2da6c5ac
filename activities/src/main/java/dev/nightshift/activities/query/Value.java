package dev.nightshift.activities.query;

import dev.nightshift.activities.query.QueryFacts.Making;
import dev.nightshift.activities.query.QueryFacts.Presence;
import dev.nightshift.activities.query.QueryFacts.Source;
import dev.nightshift.activities.query.QueryFacts.Span;
import java.util.List;

/**
 * What a column or an expression has for a value; {@code exact} that it is that of {@code from}
 * itself and not of a cast that could make two values one.
 */
record Value(
    Making making,
    String function,
    Source from,
    boolean exact,
    List<Source> inputs,
    Seen seen,
    List<String> literals) {

  static final Value UNKNOWN =
      new Value(Making.EXPRESSION, "", null, false, List.of(), Seen.UNKNOWN, List.of());

  /** Whether it is there, and where that is seen, or null. */
  record Seen(Presence presence, Span because) {
    static final Seen UNKNOWN = new Seen(Presence.UNKNOWN, null);
    static final Seen AS_FROM = new Seen(Presence.AS_FROM, null);

    static Seen always(Span because) {
      return new Seen(Presence.ALWAYS, because);
    }

    static Seen maybeNot(Span because) {
      return new Seen(Presence.MAYBE_NOT, because);
    }

    /** Where it is seen, of what is seen at all. */
    Seen at(Span place) {
      return isAlways() || isMaybeNot() ? new Seen(presence, place) : this;
    }

    boolean isAlways() {
      return presence == Presence.ALWAYS;
    }

    boolean isMaybeNot() {
      return presence == Presence.MAYBE_NOT;
    }

    /** The one that promises less; of equals, the first. */
    Seen orWorse(Seen other) {
      return other.presence.compareTo(presence) > 0 ? other : this;
    }
  }

  static Value column(String relation, String name) {
    Source source = new Source(relation, name);
    return new Value(Making.COLUMN, "", source, true, List.of(source), Seen.AS_FROM, List.of());
  }

  Value seen(Seen now) {
    return new Value(making, function, from, exact, inputs, now, literals);
  }

  Value literals(List<String> now) {
    return new Value(making, function, from, exact, inputs, seen, now);
  }

  Value exact(boolean now) {
    return new Value(making, function, from, now, inputs, seen, now ? literals : List.of());
  }
}
