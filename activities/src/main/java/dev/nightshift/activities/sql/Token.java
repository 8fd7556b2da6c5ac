package dev.nightshift.activities.sql;

import java.util.Locale;
import java.util.Set;

/**
 * A piece of SQL at its offsets. Blanks and comments are none; {@code STATEMENT} is a Jinja {@code
 * {% %}}, {@code JINJA} an expression or a name that holds one.
 */
record Token(Kind kind, int start, int end, String text) {
  enum Kind {
    WORD,
    QUOTED,
    STRING,
    NUMBER,
    SYMBOL,
    JINJA,
    STATEMENT
  }

  boolean is(String word) {
    return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(word);
  }

  boolean isOneOf(Set<String> words) {
    return kind == Kind.WORD && words.contains(text.toLowerCase(Locale.ROOT));
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }

  /** A name without its quotes. */
  String name() {
    return kind == Kind.QUOTED ? text.substring(1, text.length() - 1) : text;
  }

  boolean isNamed(String name) {
    return isName() && name().equalsIgnoreCase(name);
  }
}
