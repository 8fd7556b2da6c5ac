package dev.nightshift.activities.jinja;

import dev.nightshift.activities.jinja.Template.Piece;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which statement opens a block, and whether each is closed. */
final class Blocks {
  static final Set<String> OPENING =
      Set.of(
          "if",
          "for",
          "macro",
          "call",
          "filter",
          "set",
          "raw",
          "snapshot",
          "test",
          "data_test",
          "materialization",
          "docs",
          "block");

  private static final Set<String> ALONE =
      Set.of("do", "include", "import", "from", "extends", "break", "continue", "debug");

  /** «set x» without a value opens a block. */
  private static final Pattern SET_BLOCK = Pattern.compile("set\\s+[\\w.]+\\s*(?:\\|.*)?");

  enum Wrong {
    UNKNOWN,
    OTHER_END,
    NOTHING_OPEN,
    ELSE_WITH_MORE,
    NOT_CLOSED
  }

  /** The first thing that is wrong: the tag, and the block that is open there, if any. */
  record Problem(Wrong wrong, Piece piece, Optional<Piece> open) {}

  private Blocks() {}

  static Optional<Problem> problem(List<Piece> pieces) {
    Deque<Piece> open = new ArrayDeque<>();
    for (Piece piece : pieces) {
      if (!piece.isStatement()) {
        continue;
      }
      Optional<Piece> inner = Optional.ofNullable(open.peek());
      Optional<Wrong> wrong = wrong(piece, inner);
      if (wrong.isPresent()) {
        return Optional.of(new Problem(wrong.get(), piece, inner));
      }
      if (opens(piece)) {
        open.push(piece);
      } else if (piece.word().startsWith("end")) {
        open.pop();
      }
    }
    return Optional.ofNullable(open.peek())
        .map(left -> new Problem(Wrong.NOT_CLOSED, left, Optional.of(left)));
  }

  private static Optional<Wrong> wrong(Piece piece, Optional<Piece> inner) {
    String word = piece.word();
    if (word.equals("else") || word.equals("elif")) {
      boolean within = inner.filter(it -> allows(it, word)).isPresent();
      if (!within) {
        return Optional.of(Wrong.NOTHING_OPEN);
      }
      return word.equals("else") && !piece.rest().isEmpty()
          ? Optional.of(Wrong.ELSE_WITH_MORE)
          : Optional.empty();
    }
    if (OPENING.contains(word) || ALONE.contains(word)) {
      return Optional.empty();
    }
    if (!word.startsWith("end") || !OPENING.contains(word.substring(3))) {
      return Optional.of(Wrong.UNKNOWN);
    }
    if (inner.isEmpty()) {
      return Optional.of(Wrong.NOTHING_OPEN);
    }
    return word.equals(end(inner.get())) ? Optional.empty() : Optional.of(Wrong.OTHER_END);
  }

  private static boolean allows(Piece open, String word) {
    return open.word().equals("if") || (open.word().equals("for") && word.equals("else"));
  }

  private static boolean opens(Piece piece) {
    return piece.word().equals("set")
        ? SET_BLOCK.matcher(piece.inner()).matches()
        : OPENING.contains(piece.word());
  }

  static String end(Piece open) {
    return "end" + open.word();
  }
}
