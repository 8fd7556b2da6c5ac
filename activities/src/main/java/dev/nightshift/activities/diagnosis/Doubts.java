package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.edit.Pieces;
import dev.nightshift.activities.edit.Pieces.Piece;
import dev.nightshift.activities.git.Histories.Earlier;
import dev.nightshift.activities.git.Histories.Lately;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Why a piece of a change is not ours to undo, though the failure is gone without it: what somebody
 * did on purpose is theirs to take back. What is left looks like a slip: small, in the place of
 * something else, and used by nothing that came with it.
 */
final class Doubts {
  private static final int MOST_LINES = 6;
  private static final int LONGEST = 600;

  private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w{2,}");

  /** What narrows or joins rows: such a line alone adds nothing that anybody could read. */
  private static final Pattern SHAPING =
      Pattern.compile(
          "(?is)\\s*(where|and|or|having|qualify|limit|distinct|(left|right|full|inner|cross)?\\s*(outer\\s+)?join|on|group\\s+by|using)\\b.*");

  private static final Set<String> SQL =
      Set.of(
          "select",
          "from",
          "where",
          "and",
          "not",
          "null",
          "case",
          "when",
          "then",
          "else",
          "end",
          "left",
          "right",
          "inner",
          "outer",
          "full",
          "cross",
          "join",
          "using",
          "group",
          "order",
          "having",
          "distinct",
          "union",
          "all",
          "cast",
          "coalesce",
          "sum",
          "count",
          "min",
          "max",
          "avg",
          "over",
          "partition",
          "row_number",
          "qualify",
          "limit",
          "with",
          "like",
          "ilike",
          "between",
          "exists",
          "integer",
          "int",
          "bigint",
          "varchar",
          "text",
          "date",
          "timestamp",
          "double",
          "float",
          "decimal",
          "numeric",
          "boolean",
          "true",
          "false",
          "desc",
          "asc",
          "ref",
          "source",
          "nullif",
          "round",
          "trim",
          "lower",
          "upper",
          "abs",
          "try_cast",
          "extract",
          "interval",
          "current_date",
          "current_timestamp");

  private final Lately lately;
  private final UnaryOperator<String> now;

  /** {@code now} gives the text of a file of the project. */
  Doubts(Lately lately, UnaryOperator<String> now) {
    this.lately = lately;
    this.now = now;
  }

  /** Empty where there is none. */
  String of(Earlier earlier, Piece piece) {
    if (earlier.path().endsWith("dbt_project.yml")) {
      return "it is a setting of the whole project";
    }
    int length = String.join("", piece.before()).length() + String.join("", piece.after()).length();
    if (piece.size() > MOST_LINES || length > LONGEST) {
      return "it is more than a slip: " + Say.count(piece.size(), "line");
    }
    return earlier.path().endsWith(".csv") ? ofSeed(earlier, piece) : ofCode(earlier, piece);
  }

  private String ofCode(Earlier earlier, Piece piece) {
    String after = String.join("\n", piece.after());
    if (piece.before().stream().allMatch(String::isBlank) && !SHAPING.matcher(after).matches()) {
      return "it only adds, and what was added was meant";
    }
    Set<String> fresh = words(piece.after());
    fresh.removeAll(words(piece.before()));
    fresh.removeAll(words(List.of(earlier.text())));
    fresh.removeAll(SQL);
    fresh.retainAll(elsewhere(earlier, piece));
    return fresh.isEmpty()
        ? ""
        : "what came with it counts on " + String.join(", ", new TreeSet<>(fresh));
  }

  /** A row that is only there twice can go; a row that is new was brought by somebody. */
  private static String ofSeed(Earlier earlier, Piece piece) {
    if (piece.before().stream().allMatch(String::isBlank)) {
      Set<String> there = new HashSet<>();
      earlier.text().lines().forEach(line -> there.add(key(line)));
      for (String line : piece.after()) {
        if (!line.isBlank() && !there.contains(key(line))) {
          return "it only adds rows, and what was added was meant";
        }
      }
    }
    return "";
  }

  private static String key(String line) {
    return line.split(",", 2)[0].strip();
  }

  /** The new words of everything else that came in. */
  private Set<String> elsewhere(Earlier changed, Piece piece) {
    Set<String> words = new HashSet<>();
    for (Earlier file : lately.files()) {
      List<Piece> others =
          Pieces.between(file.text() == null ? "" : file.text(), now.apply(file.path()));
      for (Piece other : others) {
        if (!(file.path().equals(changed.path()) && other.equals(piece))) {
          Set<String> fresh = words(other.after());
          fresh.removeAll(words(other.before()));
          words.addAll(fresh);
        }
      }
    }
    return words;
  }

  private static Set<String> words(List<String> lines) {
    List<String> words = new ArrayList<>();
    for (String line : lines) {
      WORD.matcher(line).results().map(MatchResult::group).forEach(words::add);
    }
    Set<String> folded = new HashSet<>();
    words.forEach(word -> folded.add(word.toLowerCase(Locale.ROOT)));
    return folded;
  }
}
