package dev.nightshift.activities.sql;

import java.util.Locale;
import java.util.Set;

/** What kind of thing a bracket holds, and which words cannot stand in it. */
record Brackets(TokenRow row) {
  enum Frame {
    QUERY,
    CALL,
    CAST,
    WORDED,
    PLAIN,
    WINDOW,
    FREE
  }

  /** What the bracket at {@code i} holds. */
  Frame frame(int i, OpenBracket around) {
    Token before = i == 0 ? null : row.at(i - 1);
    if (!row.is(i, "(")) {
      return Frame.FREE;
    }
    if (row.is(i + 1, "select") || row.is(i + 1, "with")) {
      return Frame.QUERY;
    }
    if (before == null || around.frame == Frame.FREE) {
      return Frame.FREE;
    }
    if (around.frame == Frame.QUERY && Set.of("", "with", "from").contains(around.clause)) {
      return around.clause.equals("from") && isGivenCall(before) ? Frame.CALL : Frame.FREE;
    }
    String word = before.text().toLowerCase(Locale.ROOT);
    if (before.kind() == Token.Kind.WORD) {
      if (word.equals("over") || word.equals("filter") || word.equals("group")) {
        return Frame.WINDOW;
      }
      if (SqlWords.CASTS.contains(word)) {
        return Frame.CAST;
      }
      if (SqlWords.WORDED.contains(word)) {
        return Frame.WORDED;
      }
      if (SqlWords.OPAQUE.contains(word)
          || (row.is(i - 1, "as") && around.clause.equals("window"))) {
        return Frame.FREE;
      }
      return SqlWords.NO_CALL.contains(word) ? Frame.PLAIN : Frame.CALL;
    }
    return before.kind() == Token.Kind.SYMBOL ? Frame.PLAIN : Frame.FREE;
  }

  private static boolean isGivenCall(Token before) {
    return SqlWords.isGiven(before)
        && !SqlWords.OPAQUE.contains(before.text().toLowerCase(Locale.ROOT));
  }

  /** Whether the word cannot stand in what is open, which had to be closed before it. */
  boolean ends(OpenBracket open, int i) {
    Frame frame = open.frame;
    if (frame == Frame.QUERY || frame == Frame.FREE || row.is(i - 1, ".") || row.is(i + 1, ".")) {
      return false;
    }
    Token token = row.at(i);
    if (token.is("as")) {
      return frame != Frame.CAST || open.types > 0;
    }
    if (frame == Frame.CAST && token.is(",")) {
      return true;
    }
    if (token.is(";")) {
      return true;
    }
    if (token.kind() != Token.Kind.WORD) {
      return false;
    }
    return switch (token.text().toLowerCase(Locale.ROOT)) {
      case "from" -> frame != Frame.WORDED && !isDistinctFrom(i);
      case "where" -> frame != Frame.WINDOW;
      case "group" -> row.is(i + 1, "by");
      case "having" -> frame == Frame.PLAIN || frame == Frame.CAST;
      case "qualify" -> true;
      case "order" -> row.is(i + 1, "by") && frame != Frame.WINDOW && frame != Frame.CALL;
      case "union", "intersect", "minus" ->
          row.is(i + 1, "all")
              || row.is(i + 1, "distinct")
              || row.is(i + 1, "select")
              || row.is(i + 1, "(");
      case "join" -> true;
      case "left", "right", "inner", "full", "cross" ->
          row.is(i + 1, "join") || (row.is(i + 1, "outer") && row.is(i + 2, "join"));
      default -> false;
    };
  }

  boolean isDistinctFrom(int i) {
    return row.is(i - 1, "distinct") && (row.is(i - 2, "is") || row.is(i - 2, "not"));
  }

  boolean matches(int bracket, int i) {
    return switch (row.at(bracket).text()) {
      case "(" -> row.is(i, ")");
      case "[" -> row.is(i, "]");
      default -> row.is(i, "}");
    };
  }
}
