package dev.nightshift.activities.jinja;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.jinja.Blocks.Problem;
import dev.nightshift.activities.jinja.Template.Piece;
import dev.nightshift.activities.words.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Mends a slip in a template's tags where there is one way to do it, and all blocks are whole with
 * it. What it cannot prove it refuses, with the reason.
 */
public final class JinjaMend {
  private static final Pattern MEMBERSHIP =
      Pattern.compile("if\\s+\\w+(?:\\s*,\\s*\\w+)*\\s+in\\s.*");
  private static final Pattern LOOP = Pattern.compile("for\\s+(\\w+(?:\\s*,\\s*\\w+)*)\\s+in\\b.*");

  private final Template template;
  private final String text;
  private final int line;

  private JinjaMend(String text, int line) {
    this.template = Template.of(text);
    this.text = text;
    this.line = line;
  }

  /** {@code line} is the one that dbt complains of, 0 where it names none. */
  public static Edited mend(String text, int line) {
    JinjaMend mend = new JinjaMend(text, line);
    Edited edited = mend.mended();
    if (edited.refused()) {
      return edited;
    }
    return isWhole(edited.text())
        ? edited
        : Edited.refused(text, "more than one thing is wrong with its Jinja");
  }

  /**
   * The same, and where the text alone does not decide, what its tags were {@code before} a commit
   * changed them: where one such change is near the line, that one, else all.
   */
  public static Edited mend(String text, int line, Optional<String> before) {
    Edited edited = mend(text, line);
    if (!edited.refused()) {
      return edited;
    }
    return before
        .filter(JinjaMend::isWhole)
        .flatMap(old -> RestoredTags.of(old, text, line))
        .map(Edited::to)
        .orElse(edited);
  }

  /** Whether a block that begins with the word is not closed, or closed as another. */
  public static boolean leavesOpen(String text, String word) {
    Template template = Template.of(text);
    return template.fault().isEmpty()
        && Blocks.problem(template.pieces())
            .flatMap(Problem::open)
            .filter(open -> open.word().equals(word))
            .isPresent();
  }

  public static boolean isWhole(String text) {
    Template template = Template.of(text);
    return template.fault().isEmpty()
        && Blocks.problem(template.pieces()).isEmpty()
        && template.pieces().stream().noneMatch(JinjaMend::isHalfStatement);
  }

  /** «{{ set a = 1 %}}» has its marks in pairs, and is neither. */
  private static boolean isHalfStatement(Piece piece) {
    return piece.kind() == Template.Kind.EXPRESSION
        && (piece.inner().endsWith("%")
            || piece.inner().startsWith("%")
            || piece.inner().matches("(?s)(?:set|if|elif|for|macro|do)\\s+[A-Za-z_].*"));
  }

  private Edited mended() {
    if (template.fault().isPresent()) {
      return new UnclosedTag(template, line).mended();
    }
    Optional<Problem> problem = Blocks.problem(template.pieces());
    if (problem.isEmpty()) {
      return refused("all of its tags and blocks are closed");
    }
    Piece piece = problem.get().piece();
    boolean elsewhere = line > 0 && line != template.line(piece.start());
    if (elsewhere && problem.get().wrong() != Blocks.Wrong.NOT_CLOSED) {
      return refused(
          "dbt complains of line "
              + line
              + ", and what looks wrong is in line "
              + template.line(piece.start()));
    }
    return switch (problem.get().wrong()) {
      case UNKNOWN -> unknown(piece, problem.get().open());
      case OTHER_END -> otherEnd(piece, problem.get().open().orElseThrow());
      case ELSE_WITH_MORE -> elseIf(piece);
      case NOTHING_OPEN ->
          refused(
              "`"
                  + piece.word()
                  + "` closes or parts what was not opened: nobody can tell whether it is too much,"
                  + " or its beginning is missing");
      case NOT_CLOSED -> new OpenBlock(template, piece).mended();
    };
  }

  private Edited unknown(Piece piece, Optional<Piece> open) {
    List<String> candidates = new ArrayList<>();
    String rest = piece.rest();
    if (piece.word().equals("end") && Blocks.OPENING.contains(rest)) {
      candidates.add("end" + rest);
    } else if (rest.isEmpty()) {
      open.map(Blocks::end).filter(end -> isNear(piece, end)).ifPresent(candidates::add);
      open.map(it -> "else").filter(word -> isNear(piece, word)).ifPresent(candidates::add);
    } else {
      Blocks.OPENING.stream()
          .filter(word -> isNear(piece, word))
          .map(word -> word + " " + rest)
          .forEach(candidates::add);
      List.of("elif", "do").stream()
          .filter(word -> isNear(piece, word) || isElseIf(piece, word))
          .map(word -> word + " " + rest)
          .forEach(candidates::add);
    }
    List<String> whole =
        candidates.stream().map(words -> with(piece, words)).filter(JinjaMend::isWhole).toList();
    if (whole.size() != 1) {
      return refused(
          "`"
              + piece.inner()
              + "` is no tag, and "
              + (whole.isEmpty() ? "no tag" : "more than one")
              + " that is close to it makes the blocks whole");
    }
    return Edited.to(whole.get(0));
  }

  private static boolean isElseIf(Piece piece, String word) {
    return word.equals("elif") && piece.word().matches("else?if|elsif");
  }

  private static boolean isNear(Piece piece, String word) {
    return Nearest.to(piece.word(), List.of(word)).isPresent();
  }

  /** The block that is open is sure where its beginning can be nothing else. */
  private Edited otherEnd(Piece piece, Piece open) {
    boolean sure =
        switch (open.word()) {
          case "if" ->
              !piece.word().equals("endfor") || !MEMBERSHIP.matcher(open.inner()).matches();
          case "for" -> usesItsVariable(open, piece);
          default -> true;
        };
    return sure
        ? Edited.to(with(piece, Blocks.end(open)))
        : refused(
            "`"
                + open.inner()
                + "` and `"
                + piece.word()
                + "` do not belong together, and either may be the slip");
  }

  private boolean usesItsVariable(Piece open, Piece end) {
    Matcher loop = LOOP.matcher(open.inner());
    if (!loop.matches()) {
      return false;
    }
    List<String> names = List.of(loop.group(1).split("\\s*,\\s*"));
    return template.pieces().stream()
        .filter(piece -> piece.start() > open.start() && piece.start() < end.start())
        .anyMatch(
            piece ->
                names.stream()
                    .anyMatch(
                        name ->
                            Pattern.compile("\\b" + name + "\\b").matcher(piece.inner()).find()));
  }

  private Edited elseIf(Piece piece) {
    Matcher condition =
        Pattern.compile("else\\s+if\\s+(.+)", Pattern.DOTALL).matcher(piece.inner());
    return condition.matches()
        ? Edited.to(with(piece, "elif " + condition.group(1)))
        : refused("`else` takes nothing after it");
  }

  /** Only its words change: white space and marks stay. */
  private String with(Piece piece, String words) {
    int from = text.indexOf(piece.inner(), piece.start());
    return text.substring(0, from) + words + text.substring(from + piece.inner().length());
  }

  private Edited refused(String why) {
    return Edited.refused(text, why);
  }
}
