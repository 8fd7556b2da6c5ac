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
        if (!row.at(i + 1).isOneOf(GUARDS)) {
          found.add(new Divisor(row.at(i + 1).start(), row.at(end - 1).end()));
        }
      }
    }
    return found;
  }

  /** Behind the operand that begins here. */
  private int end(int begin) {
    int i = begin;
    if (row.is(i, "(")) {
      i = close(i);
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
