package dev.nightshift.activities.jinja;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with Jinja in it, cut where Jinja's own lexer cuts it. It ends at the first tag that is
 * not closed as it was opened, which is the {@code fault} then.
 */
record Template(String text, List<Piece> pieces, Optional<Fault> fault) {
  private static final Pattern OPENER = Pattern.compile("\\{[{%#]");
  private static final Pattern END_OF_RAW = Pattern.compile("\\{%[-+]?\\s*endraw\\s*[-+]?%\\}");

  public Template {
    pieces = List.copyOf(pieces);
  }

  enum Kind {
    STATEMENT("%}"),
    EXPRESSION("}}"),
    COMMENT("#}");

    final String closer;

    Kind(String closer) {
      this.closer = closer;
    }

    static Kind of(String opener) {
      return switch (opener) {
        case "{%" -> STATEMENT;
        case "{{" -> EXPRESSION;
        default -> COMMENT;
      };
    }
  }

  /** A tag from its opener to its closer; what is between them without marks and white space. */
  public record Piece(Kind kind, int start, int end, String inner) {
    /** The first word: what a statement does. */
    String word() {
      Matcher word = Pattern.compile("\\w+").matcher(inner);
      return word.lookingAt() ? word.group() : "";
    }

    String rest() {
      return inner.substring(word().length()).strip();
    }

    boolean isStatement() {
      return kind == Kind.STATEMENT;
    }
  }

  /**
   * A tag that is not closed: where it begins, where that was seen, and the brackets that are open
   * there, innermost first.
   */
  record Fault(Kind kind, int start, int at, String open) {}

  public static Template of(String text) {
    List<Piece> pieces = new ArrayList<>();
    Matcher opener = OPENER.matcher(text);
    int from = 0;
    while (opener.find(from)) {
      Kind kind = Kind.of(opener.group());
      int start = opener.start();
      if (kind == Kind.COMMENT) {
        int end = text.indexOf(kind.closer, start + 2);
        if (end < 0) {
          return new Template(text, pieces, Optional.of(new Fault(kind, start, text.length(), "")));
        }
        from = end + 2;
        pieces.add(new Piece(kind, start, from, text.substring(start + 2, end).strip()));
        continue;
      }
      Deque<Character> open = new ArrayDeque<>();
      int end = closer(text, start + 2, kind, open);
      if (end >= text.length() || !text.startsWith(kind.closer, end) || !open.isEmpty()) {
        return new Template(text, pieces, Optional.of(new Fault(kind, start, end, letters(open))));
      }
      from = end + 2;
      Piece piece = new Piece(kind, start, from, inner(text.substring(start + 2, end)));
      pieces.add(piece);
      if (piece.isStatement() && piece.word().equals("raw")) {
        Matcher raw = END_OF_RAW.matcher(text);
        if (!raw.find(from)) {
          return new Template(text, pieces, Optional.empty());
        }
        from = raw.end();
        pieces.add(new Piece(Kind.STATEMENT, raw.start(), from, "endraw"));
      }
    }
    return new Template(text, pieces, Optional.empty());
  }

  /** Where the tag is closed, or the place that shows that it is not. */
  private static int closer(String text, int from, Kind kind, Deque<Character> open) {
    Matcher opener = OPENER.matcher(text);
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'' || c == '"') {
        at = endOfString(text, at, c);
        continue;
      }
      // A tag in a tag: the one before is not closed. A dict in a dict has its quote in between.
      if (opener.region(at, text.length()).lookingAt()) {
        return at;
      }
      if (open.isEmpty() && text.startsWith(kind.closer, at)) {
        return at;
      }
      switch (c) {
        case '(', '[', '{' -> open.push(c);
        case ')', ']', '}' -> {
          if (open.isEmpty() || !pair(open.peek(), c)) {
            return at;
          }
          open.pop();
        }
        default -> {}
      }
      at++;
    }
    return at;
  }

  /** Just after the closing quote, or the end of the text. */
  private static int endOfString(String text, int from, char quote) {
    for (int at = from + 1; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == quote) {
        return at + 1;
      }
    }
    return text.length();
  }

  private static boolean pair(char opened, char closed) {
    return (opened == '(' && closed == ')')
        || (opened == '[' && closed == ']')
        || (opened == '{' && closed == '}');
  }

  private static String letters(Deque<Character> open) {
    StringBuilder letters = new StringBuilder();
    open.forEach(letters::append);
    return letters.toString();
  }

  private static String inner(String between) {
    return between.replaceFirst("\\A[-+]", "").replaceFirst("[-+]\\z", "").strip();
  }

  /** The line of a place, from one. */
  int line(int offset) {
    return 1 + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
  }
}
