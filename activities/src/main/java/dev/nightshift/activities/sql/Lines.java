package dev.nightshift.activities.sql;

/** Where a token stands in the lines of its text. */
final class Lines {
  private Lines() {}

  /** The number of the line that holds the offset, from one. */
  static int of(String text, int offset) {
    return 1 + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
  }

  static boolean isFirst(String text, Token token) {
    int i = token.start() - 1;
    while (i >= 0 && text.charAt(i) != '\n' && Character.isWhitespace(text.charAt(i))) {
      i--;
    }
    return i < 0 || text.charAt(i) == '\n';
  }

  /** Whether nothing but blanks and a comment stands behind it. */
  static boolean isLast(String text, Token token) {
    int i = token.end();
    while (i < text.length() && text.charAt(i) != '\n' && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i >= text.length() || text.charAt(i) == '\n' || text.startsWith("--", i);
  }

  static int start(String text, int offset) {
    return text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** The offset of the line's end, without its line break. */
  static int end(String text, int offset) {
    int end = text.indexOf('\n', offset);
    if (end < 0) {
      return text.length();
    }
    return end > offset && text.charAt(end - 1) == '\r' ? end - 1 : end;
  }

  static String indent(String text, int offset) {
    int start = start(text, offset);
    int i = start;
    while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i++;
    }
    return text.substring(start, i);
  }

  static String lineBreak(String text) {
    return text.contains("\r\n") ? "\r\n" : "\n";
  }
}
