package dev.nightshift.activities.query;

import dev.nightshift.activities.query.Lexeme.Kind;
import java.util.List;
import java.util.Set;

/** Words that the parser keeps for itself and warehouses take for names of columns and CTEs. */
final class Reserved {
  private static final Set<String> NEVER_A_KEYWORD_HERE =
      Set.of("final", "check", "returns", "foreign", "force", "import");

  private static final Set<String> TYPES =
      Set.of(
          "int",
          "integer",
          "bigint",
          "smallint",
          "tinyint",
          "hugeint",
          "short",
          "long",
          "number",
          "numeric",
          "decimal",
          "real",
          "double",
          "float",
          "float64",
          "bool",
          "blob",
          "map",
          "uuid",
          "varchar");

  /** What a type has behind it: its size, or a literal of it. */
  private static final Set<String> AFTER_A_TYPE = Set.of("(", "[", "{");

  private static final Set<String> QUALIFIERS =
      Set.of("limit", "day", "month", "year", "hour", "minute", "second", "current", "all");

  private static final Set<String> BEFORE_A_VALUE =
      Set.of(
          "select",
          "distinct",
          "by",
          "where",
          "and",
          "or",
          "not",
          "on",
          "when",
          "then",
          "else",
          "case",
          "having",
          "qualify",
          "between",
          "in",
          "like");

  private static final Set<String> SAMPLING = Set.of("(", "row", "block", "system", "bernoulli");

  private Reserved() {}

  static boolean isName(List<Lexeme> all, int at) {
    String word = all.get(at).text();
    boolean qualifies = is(all, at + 1, ".");
    if (NEVER_A_KEYWORD_HERE.contains(word)) {
      return true;
    }
    if (TYPES.contains(word)) {
      return qualifies || (isValue(all, at) && !isTypeBefore(all, at + 1));
    }
    if (QUALIFIERS.contains(word)) {
      return qualifies;
    }
    if (word.equals("window")) {
      return !(isWord(all, at + 1) && is(all, at + 2, "as") && is(all, at + 3, "("));
    }
    if (word.equals("sample")) {
      return at + 1 >= all.size() || !samples(all.get(at + 1));
    }
    return false;
  }

  private static boolean isTypeBefore(List<Lexeme> all, int next) {
    return next < all.size()
        && (all.get(next).kind() == Kind.LITERAL || AFTER_A_TYPE.contains(all.get(next).text()));
  }

  private static boolean samples(Lexeme next) {
    return SAMPLING.contains(next.text()) || Character.isDigit(next.text().charAt(0));
  }

  private static boolean isValue(List<Lexeme> all, int at) {
    if (at == 0) {
      return false;
    }
    Lexeme before = all.get(at - 1);
    return BEFORE_A_VALUE.contains(before.text())
        || (before.kind() == Kind.SIGN && !before.is("::") && !before.is("<"));
  }

  private static boolean isWord(List<Lexeme> all, int at) {
    return at < all.size() && all.get(at).kind() == Kind.WORD && !all.get(at).is("as");
  }

  private static boolean is(List<Lexeme> all, int at, String text) {
    return at < all.size() && all.get(at).is(text);
  }
}
