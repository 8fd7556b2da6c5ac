package dev.nightshift.activities.sql;

import java.util.Set;

/** Where phrases end that are no expressions; -1 where there is none. */
record Phrases(TokenRow row) {
  /** A type, with its precision. */
  int typeEnd(int from) {
    if (from >= row.size() || row.at(from).kind() != Token.Kind.WORD) {
      return -1;
    }
    int i = from + 1;
    if (row.is(from, "double") && row.is(i, "precision")) {
      i++;
    }
    if (row.is(i, "(")) {
      i++;
      while (i < row.size() && (row.at(i).kind() == Token.Kind.NUMBER || row.is(i, ","))) {
        i++;
      }
      if (!row.is(i, ")")) {
        return -1;
      }
      i++;
    }
    if (row.is(i, "with")
        || row.is(i, "without")
        || row.is(i, "[")
        || row.is(i, "<")
        || row.is(i, "varying")) {
      throw new Undecided("a type is not read here");
    }
    return i;
  }

  /** The frame of a window: {@code between unbounded preceding and current row}. */
  int frameEnd(int from) {
    int i = from;
    while (i < row.size() && !row.is(i, ")")) {
      Token token = row.at(i);
      boolean known =
          token.kind() == Token.Kind.NUMBER
              || token.isOneOf(
                  Set.of(
                      "between", "and", "unbounded", "preceding", "following", "current", "row"));
      if (!known) {
        return -1;
      }
      i++;
    }
    return i;
  }
}
