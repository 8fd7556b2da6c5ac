package dev.nightshift.activities.query;

import dev.nightshift.activities.query.Lexeme.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts SQL into lexemes. In {@code escapes} a backslash before a quote keeps a literal open, which
 * some warehouses say and others do not.
 */
final class Lexemes {
  private final String sql;
  private final boolean escapes;
  private final List<Lexeme> found = new ArrayList<>();

  private Lexemes(String sql, boolean escapes) {
    this.sql = sql;
    this.escapes = escapes;
  }

  static List<Lexeme> of(String sql, boolean escapes) {
    Lexemes lexemes = new Lexemes(sql, escapes);
    int i = 0;
    while (i < sql.length()) {
      i = lexemes.next(i);
    }
    return lexemes.found;
  }

  private int next(int from) {
    char c = sql.charAt(from);
    if (sql.startsWith("--", from)) {
      int end = sql.indexOf('\n', from);
      return end < 0 ? sql.length() : end;
    }
    if (sql.startsWith("/*", from)) {
      int end = sql.indexOf("*/", from + 2);
      return end < 0 ? sql.length() : end + 2;
    }
    if (isBlank(c)) {
      return from + 1;
    }
    if (c == '\'') {
      return add(Kind.LITERAL, from, quoted(from, c));
    }
    if (c == '"' || c == '`') {
      return add(Kind.QUOTED, from, quoted(from, c));
    }
    if (sql.startsWith("$$", from)) {
      int end = sql.indexOf("$$", from + 2);
      return add(Kind.LITERAL, from, end < 0 ? sql.length() : end + 2);
    }
    if (!isPart(c)) {
      return add(Kind.SIGN, from, sql.startsWith("::", from) ? from + 2 : from + 1);
    }
    int end = from;
    while (end < sql.length() && isPart(sql.charAt(end))) {
      end++;
    }
    return add(Kind.WORD, from, end);
  }

  private int quoted(int from, char quote) {
    int i = from + 1;
    while (i < sql.length()) {
      char c = sql.charAt(i);
      boolean more = i + 1 < sql.length();
      if (c == '\\' && escapes && quote != '`' && more) {
        i += 2;
      } else if (c == quote && more && sql.charAt(i + 1) == quote) {
        i += 2;
      } else if (c == quote) {
        return i + 1;
      } else {
        i++;
      }
    }
    throw new Unread("a quote is never closed");
  }

  private int add(Kind kind, int from, int to) {
    found.add(new Lexeme(kind, from, to, sql.substring(from, to).toLowerCase(Locale.ROOT)));
    return to;
  }

  static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\ufeff';
  }

  private static boolean isPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || Character.isSurrogate(c);
  }
}
