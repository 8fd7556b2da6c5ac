package dev.nightshift.activities.yaml;

import java.util.ArrayDeque;
import java.util.Deque;

/** The brackets of a line. */
final class Marks {
  private Marks() {}

  /** Whether as many brackets are closed as opened: else one is lost, and quotes would hide it. */
  static boolean areEven(String value) {
    return count(value, '{') == count(value, '}') && count(value, '[') == count(value, ']');
  }

  private static long count(String value, char mark) {
    return value.chars().filter(c -> c == mark).count();
  }

  /** What closes the brackets that the line opens and does not close, outside of quotes. */
  static String open(String line) {
    Deque<Character> open = new ArrayDeque<>();
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '#' && (i == 0 || line.charAt(i - 1) == ' ')) {
        break;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '[' || c == '{') {
        open.push(c == '[' ? ']' : '}');
      } else if ((c == ']' || c == '}') && !open.isEmpty() && open.peek() == c) {
        open.pop();
      }
    }
    StringBuilder closers = new StringBuilder();
    open.forEach(closers::append);
    return closers.toString();
  }
}
