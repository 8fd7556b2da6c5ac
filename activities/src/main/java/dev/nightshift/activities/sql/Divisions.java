package dev.nightshift.activities.sql;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Names;
import dev.nightshift.activities.edit.Splices;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a text divides by, where that may be zero: neither a constant nor guarded already. */
public final class Divisions {
  private static final Set<String> GUARDS = Set.of("nullif", "greatest", "coalesce");

  /** What is empty where its argument is, and so says that there is no quotient. */
  private static final Set<String> STRICT =
      Set.of(
          "round",
          "cast",
          "try_cast",
          "safe_cast",
          "floor",
          "ceil",
          "ceiling",
          "abs",
          "trunc",
          "truncate");

  /** Words that are no names, and functions all the same. */
  private static final Set<String> CALLED = Set.of("first", "last", "left", "right", "replace");

  /** A condition that is empty leaves a row out, and nobody sees that it is gone. */
  private static final Set<String> CONDITIONS = Set.of("where", "having", "on", "qualify");

  private final TokenRow row;

  private Divisions(String text) {
    this.row = new TokenRow(Lexer.tokens(text));
  }

  private record Divisor(int start, int end) {}

  /** The one divisor, as it is written; empty where there is none, or several. */
  public static String only(String text) {
    try {
      List<Divisor> found = new Divisions(text).found();
      return found.size() == 1
          ? text.substring(found.get(0).start(), found.get(0).end()).replaceAll("\\s+", " ")
          : "";
    } catch (Undecided e) {
      return "";
    }
  }

  /** The text with the result of the one division empty where its divisor is zero. */
  public static Edited guarded(String text) {
    try {
      List<Divisor> found = new Divisions(text).found();
      if (found.size() != 1) {
        return Edited.refused(text, "it divides by " + found.size() + " things that may be zero");
      }
      Divisor divisor = found.get(0);
      String by = text.substring(divisor.start(), divisor.end());
      String guard = Names.like(by.replaceAll("\\W+", ""), "nullif");
      return Edited.to(
          new Splices()
              .replace(divisor.start(), divisor.end(), guard + "(" + by + ", 0)")
              .applyTo(text));
    } catch (Undecided e) {
      return Edited.refused(text, e.getMessage());
    }
  }

  private List<Divisor> found() {
    List<Divisor> found = new ArrayList<>();
    for (int i = 0; i + 1 < row.size(); i++) {
      Token token = row.at(i);
      boolean hidden = token.kind() == Token.Kind.JINJA || token.kind() == Token.Kind.STATEMENT;
      if (hidden && token.text().contains("/")) {
        throw new Undecided("a macro may divide: " + JinjaText.brief(token));
      }
      if (row.is(i, "/") && row.at(i + 1).kind() != Token.Kind.NUMBER) {
        int end = end(i + 1);
        if (!isGuarded(i + 1, end)) {
          askSurroundings(i);
          found.add(new Divisor(row.at(i + 1).start(), row.at(end - 1).end()));
        }
      }
    }
    return found;
  }

  /** What may be missing becomes a constant that is not zero, or what is zero becomes null. */
  private boolean isGuarded(int begin, int end) {
    if (!row.at(begin).isOneOf(GUARDS) || !row.is(begin + 1, "(")) {
      return false;
    }
    int close = close(begin + 1) - 1;
    Token last = row.at(close - 1);
    boolean constant =
        row.is(close - 2, ",")
            && last.kind() == Token.Kind.NUMBER
            && Double.parseDouble(last.text()) != 0;
    return row.is(begin, "nullif") || (constant && close + 1 <= end);
  }

  /** Around a division that is empty, what takes the place of nothing would hide it. */
  private void askSurroundings(int division) {
    int closed = 0;
    int ended = 0;
    boolean placed = false;
    for (int i = division - 1; i >= 0; i--) {
      Token token = row.at(i);
      if (row.is(i, ")")) {
        closed++;
      } else if (row.is(i, "(") && closed > 0) {
        closed--;
      } else if (row.is(i, "(")) {
        askCall(i - 1);
        placed = false;
      } else if (closed == 0 && row.is(i, "end")) {
        ended++;
      } else if (closed == 0 && row.is(i, "case") && ended-- == 0) {
        throw new Undecided("it divides inside of a case");
      } else if (closed == 0 && !placed && (row.is(i, "select") || token.isOneOf(CONDITIONS))) {
        if (!row.is(i, "select")) {
          throw new Undecided("it divides in a condition");
        }
        placed = true;
      }
    }
  }

  private void askCall(int i) {
    boolean called =
        i >= 0
            && row.at(i).isName()
            && !row.at(i).isOneOf(SqlWords.NO_CALL)
            && (!row.at(i).isOneOf(SqlWords.RESERVED) || row.at(i).isOneOf(CALLED));
    if (called && !row.at(i).isOneOf(STRICT)) {
      throw new Undecided("it divides inside of " + row.at(i).name());
    }
  }

  /** Behind the operand that begins here. */
  private int end(int begin) {
    int i = begin;
    if (row.is(i, "case")) {
      throw new Undecided("it divides by a case");
    }
    if (row.is(i, "(")) {
      i = close(i);
      for (int inside = begin; inside < i; inside++) {
        if (row.is(inside, "case")) {
          throw new Undecided("it divides by a case");
        }
      }
    } else if (row.at(i).isName()) {
      i++;
      while (row.is(i, ".")) {
        i += 2;
      }
      if (row.is(i, "(")) {
        i = close(i);
      }
    } else {
      throw new Undecided("what it divides by cannot be seen: " + row.at(i).text());
    }
    while (row.is(i, "over") || row.is(i, "filter")) {
      if (!row.is(i + 1, "(")) {
        throw new Undecided("what it divides by cannot be seen: " + row.at(i).text());
      }
      i = close(i + 1);
    }
    if (row.is(i, "::") && !row.is(i + 2, "(")) {
      i += 2;
    }
    return i;
  }

  private int close(int open) {
    int depth = 0;
    for (int i = open; i < row.size(); i++) {
      depth += row.is(i, "(") ? 1 : row.is(i, ")") ? -1 : 0;
      if (depth == 0) {
        return i + 1;
      }
    }
    throw new Undecided("a bracket is not closed");
  }
}
