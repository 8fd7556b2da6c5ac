package dev.nightshift.activities.prompt;

import dev.nightshift.workflows.durable.Ids;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What others wrote, as an agent is shown it: as data with its origin, and nothing hidden in it.
 */
public final class Quotation {
  private static final String COMMENT = "<!--";
  private static final String COMMENT_END = "-->";

  /** Letters that draw nothing: a reader does not see them, a model reads them. */
  private static final String INVISIBLE = "\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0";

  private static final Pattern MARKS =
      Pattern.compile("<<<DATA (\\w+) from [^\n]*\n(.*)\nDATA \\1>>>\n?", Pattern.DOTALL);

  private Quotation() {}

  /** The fence is made of the text's own hash: nobody can write a text that holds its end. */
  public static String of(String origin, String text) {
    String plain = plain(text).strip();
    String fence = Ids.hash(plain).substring(0, 12);
    return "<<<DATA "
        + fence
        + " from "
        + plain(origin).replace('\n', ' ')
        + "\n"
        + plain
        + "\nDATA "
        + fence
        + ">>>\n";
  }

  /** The same of a text that may be quoted already: two fences around it say no more than one. */
  public static String once(String origin, String text) {
    Matcher marks = MARKS.matcher(text);
    // A text that holds its own hash nobody can write: this fence is ours.
    return marks.matches()
            && marks.group(1).equals(Ids.hash(marks.group(2)).substring(0, 12))
            && plain(text).equals(text)
        ? text
        : of(origin, text);
  }

  /** What stands between the marks, for people, however often; a text without marks as it is. */
  public static String unquoted(String text) {
    String inside = text;
    for (Matcher marks = MARKS.matcher(text); marks.matches(); marks = MARKS.matcher(inside)) {
      inside = marks.group(2);
    }
    return inside;
  }

  /** Without control characters, without what has no width or turns the direction, without HTML. */
  public static String plain(String text) {
    return withoutComments(visible(text));
  }

  private static String visible(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(letter -> see(letter, out));
    return out.toString();
  }

  private static void see(int letter, StringBuilder out) {
    switch (Character.getType(letter)) {
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> out.append('\n');
      case Character.CONTROL -> {
        if (letter == '\n' || letter == '\t') {
          out.appendCodePoint(letter);
        }
      }
      case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> {
        // Zero width, direction, tags: nothing that a reader would miss.
      }
      default -> {
        if (!isSelector(letter) && INVISIBLE.indexOf(letter) < 0) {
          out.appendCodePoint(letter);
        }
      }
    }
  }

  private static boolean isSelector(int letter) {
    return (letter >= 0xFE00 && letter <= 0xFE0F) || (letter >= 0xE0100 && letter <= 0xE01EF);
  }

  /** What is left of one may begin another; one that does not end only loses its beginning. */
  private static String withoutComments(String text) {
    StringBuilder out = new StringBuilder(text);
    for (int from = out.indexOf(COMMENT); from >= 0; from = out.indexOf(COMMENT)) {
      int end = out.indexOf(COMMENT_END, from + 2);
      out.delete(from, end < 0 ? from + COMMENT.length() : end + COMMENT_END.length());
    }
    return out.toString();
  }
}
