package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.SyntaxScan.Fault;
import java.util.List;
import java.util.Map;

/**
 * A fault in the tokens of one branch of the template, with what every way to mend it asks: what
 * lies around it, and whether one reading is left of all that were tried.
 */
record Flaw(String text, List<Token> tokens, Fault fault, SelectList list) {
  static final Token CLOSE = new Token(Token.Kind.SYMBOL, 0, 0, ")");
  static final Token OPEN = new Token(Token.Kind.SYMBOL, 0, 0, "(");

  /** So many tokens are read within a second or two. */
  private static final long MOST_READ = 50_000_000;

  static Flaw of(String text, List<Token> tokens, Fault fault) {
    return new Flaw(text, tokens, fault, new SelectList(text, tokens, fault));
  }

  static int only(Map<List<String>, Integer> readings) {
    if (readings.isEmpty()) {
      throw new Undecided("there is no place where one bracket makes it readable");
    }
    if (readings.size() > 1) {
      throw new Undecided(
          "there is more than one place for the bracket, and each would mean something else");
    }
    return readings.values().iterator().next();
  }

  /** Each place is tried, and all read again each time: what is long would take minutes. */
  static void refuseLong(int places, int length) {
    if ((long) places * length > MOST_READ) {
      throw new Undecided("the text is too long to try each place for the bracket");
    }
  }

  boolean isAloneOnLine(Token token) {
    int end = Lines.end(text, token.end());
    return text.substring(token.end(), end).isBlank() && end < text.length();
  }

  int line(int token) {
    return Lines.of(text, tokens.get(token).start());
  }
}
