package dev.nightshift.activities.query;

/** A piece of SQL that is no blank: {@code text} is in lower case. */
record Lexeme(Kind kind, int start, int end, String text) {
  enum Kind {
    WORD,
    QUOTED,
    LITERAL,
    SIGN
  }

  boolean is(String word) {
    return (kind == Kind.WORD || kind == Kind.SIGN) && text.equals(word);
  }
}
