package dev.nightshift.activities.diagnosis;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Which columns a piece of SQL can read, by its words alone: too many rather than one too few. A
 * star reads all of them, and so does a relation's name where a value stands.
 */
final class Mentions {
  private static final Pattern TOKEN = Pattern.compile("\"(?:[^\"]|\"\")*\"|[\\w$]+|\\S");

  /** After these a name is a relation's or a new one. */
  private static final Set<String> NAMING = Set.of("from", "join", "as", ".");

  private static final Set<String> BEFORE_STAR = Set.of("select", "distinct", ",", "(", ".");

  private final List<String> tokens;

  Mentions(String sql) {
    tokens =
        TOKEN
            .matcher(sql.toLowerCase(Locale.ROOT))
            .results()
            .map(MatchResult::group)
            .map(token -> token.replace("\"", ""))
            .toList();
  }

  boolean reads(String relation, String column) {
    return tokens.contains(column.toLowerCase(Locale.ROOT)) || readsAll(relation);
  }

  private boolean readsAll(String relation) {
    Set<String> names = names(relation.toLowerCase(Locale.ROOT));
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).equals("*") && BEFORE_STAR.contains(before(i)) && !isCount(i)) {
        return true;
      }
      if (names.contains(tokens.get(i)) && !after(i).equals(".") && isValue(before(i), names)) {
        return true;
      }
    }
    return false;
  }

  /** Its own, and what it is called here. */
  private Set<String> names(String relation) {
    Set<String> names = new HashSet<>(Set.of(relation));
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).equals(relation)) {
        names.add(after(i).equals("as") ? after(i + 1) : after(i));
      }
      if (after(i).equals(".")) {
        names.add(tokens.get(i));
      }
    }
    return names;
  }

  private static boolean isValue(String before, Set<String> names) {
    return !NAMING.contains(before) && !names.contains(before) && !before.equals(")");
  }

  private boolean isCount(int star) {
    return star > 1 && before(star).equals("(") && tokens.get(star - 2).equals("count");
  }

  private String before(int token) {
    return token > 0 ? tokens.get(token - 1) : "";
  }

  private String after(int token) {
    return token + 1 < tokens.size() ? tokens.get(token + 1) : "";
  }
}
