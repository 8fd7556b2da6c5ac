package dev.nightshift.activities.sql;

import java.util.ArrayList;
import java.util.List;

/** Cuts SQL with Jinja in it into tokens. What has no end is undecided. */
final class Lexer {
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> tokens(String text) {
    Lexer lexer = new Lexer(text);
    while (lexer.at < text.length()) {
      lexer.next();
    }
    return joined(text, lexer.tokens);
  }

  private void next() {
    char c = text.charAt(at);
    if (Character.isWhitespace(c) || c == '\ufeff') {
      at++;
    } else if (looking("--")) {
      lineComment();
    } else if (looking("/*")) {
      at = after("*/", at + 2, "a comment");
    } else if (looking("{#")) {
      at = after("#}", at + 2, "a Jinja comment");
    } else if (looking("{{")) {
      add(Token.Kind.JINJA, jinjaEnd(at, "}}"));
    } else if (looking("{%")) {
      add(Token.Kind.STATEMENT, jinjaEnd(at, "%}"));
    } else if (c == '\'') {
      add(Token.Kind.STRING, quotedEnd(at, c));
    } else if (c == '"' || c == '`') {
      add(Token.Kind.QUOTED, quotedEnd(at, c));
    } else if (c == '$' && dollarEnd() > 0) {
      add(Token.Kind.STRING, dollarEnd());
    } else if (Character.isDigit(c)) {
      add(Token.Kind.NUMBER, wordEnd(at, true));
    } else if (isWordStart(c)) {
      add(Token.Kind.WORD, wordEnd(at, false));
    } else {
      add(Token.Kind.SYMBOL, at + symbolLength());
    }
  }

  private void add(Token.Kind kind, int end) {
    tokens.add(new Token(kind, at, end, text.substring(at, end)));
    at = end;
  }

  /** dbt renders Jinja in a comment too: a statement there still opens or closes a block. */
  private void lineComment() {
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      if (looking("{#")) {
        at = after("#}", at + 2, "a Jinja comment");
      } else if (looking("{%")) {
        add(Token.Kind.STATEMENT, jinjaEnd(at, "%}"));
      } else if (looking("{{")) {
        at = jinjaEnd(at, "}}");
      } else {
        at++;
      }
    }
  }

  private boolean looking(String what) {
    return text.startsWith(what, at);
  }

  private int after(String what, int from, String of) {
    int found = text.indexOf(what, from);
    if (found < 0) {
      throw new Undecided(of + " has no end");
    }
    return found + what.length();
  }

  private int jinjaEnd(int from, String close) {
    int i = from + 2;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\'' || c == '"') {
        i = jinjaStringEnd(i, c);
      } else if (text.startsWith(close, i)) {
        return i + 2;
      } else {
        i++;
      }
    }
    throw new Undecided("a Jinja block has no end");
  }

  private int jinjaStringEnd(int from, char quote) {
    for (int i = from + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == quote) {
        return i + 1;
      }
    }
    throw new Undecided("a Jinja string has no end");
  }

  /** A quote that is doubled or escaped goes on; Jinja in it may hold quotes of its own. */
  private int quotedEnd(int from, char quote) {
    int i = from + 1;
    while (i < text.length()) {
      if (text.startsWith("{{", i)) {
        i = jinjaEnd(i, "}}");
      } else if (text.startsWith("{%", i)) {
        i = jinjaEnd(i, "%}");
      } else if (text.charAt(i) == '\\'
          && quote == '\''
          && i + 1 < text.length()
          && (text.charAt(i + 1) == '\\' || (text.charAt(i + 1) == quote && escapes(i, quote)))) {
        i += 2;
      } else if (text.charAt(i) != quote) {
        i++;
      } else if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
        i += 2;
      } else {
        return i + 1;
      }
    }
    throw new Undecided("a quote has no end");
  }

  /**
   * {@code '\'} is a whole string where a backslash is just that: then no quote closes the line.
   */
  private boolean escapes(int backslash, char quote) {
    int endOfLine = text.indexOf('\n', backslash);
    int next = text.indexOf(quote, backslash + 2);
    return next >= 0 && (endOfLine < 0 || next < endOfLine);
  }

  private int dollarEnd() {
    int second = text.indexOf('$', at + 1);
    if (second < 0 || !text.substring(at + 1, second).matches("[A-Za-z_]*")) {
      return -1;
    }
    String tag = text.substring(at, second + 1);
    int close = text.indexOf(tag, second + 1);
    return close < 0 ? -1 : close + tag.length();
  }

  private int wordEnd(int from, boolean number) {
    int i = from;
    while (i < text.length()) {
      char c = text.charAt(i);
      boolean part = isWordStart(c) || Character.isDigit(c) || c == '$';
      if (!part && !(number && c == '.')) {
        return i;
      }
      i++;
    }
    return i;
  }

  private static boolean isWordStart(char c) {
    return Character.isLetter(c) || c == '_' || c == '@';
  }

  private int symbolLength() {
    for (String two : List.of("::", "=>", ":=", "->", "||", "<=", ">=", "<>", "!=", "//")) {
      if (looking(two)) {
        return 2;
      }
    }
    return 1;
  }

  /** {@code stg_{{ name }}} and {@code "{{ name }}"} are one name that only Jinja knows. */
  private static List<Token> joined(String text, List<Token> tokens) {
    List<Token> result = new ArrayList<>();
    for (Token token : tokens) {
      Token last = result.isEmpty() ? null : result.get(result.size() - 1);
      if (token.kind() == Token.Kind.QUOTED && token.text().contains("{{")) {
        result.add(new Token(Token.Kind.JINJA, token.start(), token.end(), token.text()));
      } else if (last != null && last.end() == token.start() && makeOneName(last, token)) {
        result.set(
            result.size() - 1,
            new Token(
                Token.Kind.JINJA,
                last.start(),
                token.end(),
                text.substring(last.start(), token.end())));
      } else {
        result.add(token);
      }
    }
    return result;
  }

  private static boolean makeOneName(Token left, Token right) {
    boolean jinja = left.kind() == Token.Kind.JINJA || right.kind() == Token.Kind.JINJA;
    return jinja && isNamePart(left) && isNamePart(right);
  }

  private static boolean isNamePart(Token token) {
    return token.kind() == Token.Kind.WORD
        || token.kind() == Token.Kind.NUMBER
        || token.kind() == Token.Kind.JINJA;
  }
}
