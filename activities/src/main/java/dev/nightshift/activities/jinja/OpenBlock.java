package dev.nightshift.activities.jinja;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.jinja.Template.Piece;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A block without an end: it ends with the file where all that follows is the one condition that it
 * is there for. In anything longer the place is a guess, and another place other SQL.
 */
final class OpenBlock {
  private static final Pattern ONE_CONDITION =
      Pattern.compile("(?is)\\s*(?:where|and|or)\\b(?:(?!\\bwhere\\b).)*");

  private static final Pattern MORE =
      Pattern.compile(
          "(?i)\\b(?:group|order|having|limit|qualify|window|union|intersect|except|from|join)\\b|;");

  private static final Set<String> OUTERMOST =
      Set.of("macro", "snapshot", "test", "data_test", "materialization", "docs");

  private final Template template;
  private final Piece open;

  OpenBlock(Template template, Piece open) {
    this.template = template;
    this.open = open;
  }

  Edited mended() {
    String text = template.text();
    if (OUTERMOST.contains(open.word())) {
      return endedBeforeTheNext(text);
    }
    String body = text.substring(open.end());
    boolean last =
        template.pieces().stream()
            .noneMatch(piece -> piece.isStatement() && piece.start() > open.start());
    if (!last
        || !open.word().equals("if")
        || !ONE_CONDITION.matcher(body).matches()
        || MORE.matcher(body).find()
        || goesOn(body)
        || !isBalanced(body)) {
      return Edited.refused(
          text,
          "the `"
              + open.word()
              + "` of line "
              + template.line(open.start())
              + " is not closed, and where it ends nobody can tell");
    }
    int end = text.stripTrailing().length();
    int lineStart = text.lastIndexOf('\n', open.start()) + 1;
    String indent = text.substring(lineStart, open.start());
    String newline = text.contains("\r\n") ? "\r\n" : "\n";
    boolean ownLine = indent.isBlank() && lineStart > 0;
    String closing = (ownLine ? newline + indent : " ") + "{% " + Blocks.end(open) + " %}";
    return Edited.to(text.substring(0, end) + closing + text.substring(end));
  }

  /** None of these stands in another: it ends with the file, or where the next begins. */
  private Edited endedBeforeTheNext(String text) {
    int next =
        template.pieces().stream()
            .filter(piece -> piece.start() > open.start() && piece.isStatement())
            .filter(piece -> OUTERMOST.contains(piece.word()))
            .mapToInt(Piece::start)
            .findFirst()
            .orElse(text.length());
    String newline = text.contains("\r\n") ? "\r\n" : "\n";
    String mark = text.startsWith("{%-", open.start()) ? "{%- " : "{% ";
    int end = text.substring(0, next).stripTrailing().length();
    String closing = newline + mark + Blocks.end(open) + " %}";
    return Edited.to(text.substring(0, end) + closing + text.substring(end));
  }

  /** A further line of the condition may have stood behind the end: then it always holds. */
  private static boolean goesOn(String body) {
    return body.strip()
        .lines()
        .skip(1)
        .anyMatch(line -> line.strip().matches("(?i)(?:and|or)\\b.*"));
  }

  private static boolean isBalanced(String body) {
    int depth = 0;
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth < 0) {
        return false;
      }
    }
    return depth == 0;
  }
}
