package dev.nightshift.activities.words;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The known word that somebody most likely meant. */
public final class Nearest {
  /** What makes the opposite of a word. */
  private static final Set<String> NOT = Set.of("in", "un", "non", "dis", "de");

  /** A word of so few letters is an abbreviation: with one exchanged it is another. */
  private static final int SHORT = 3;

  private Nearest() {}

  /** Close enough is a third of the letters: below that, a guess misleads more than it helps. */
  public static Optional<String> to(String word, Collection<String> known) {
    String wanted = plain(word);
    int allowed = Math.max(2, wanted.length() / 3);
    return known.stream()
        .filter(candidate -> distance(wanted, plain(candidate)) <= allowed)
        .min(Comparator.comparingInt(candidate -> distance(wanted, plain(candidate))));
  }

  /**
   * The one known word that a slip of the pen makes this of, and no other: a letter, in a longer
   * word two. A number in a name is meant as it stands, and so is a word that says the opposite.
   */
  public static Optional<String> only(String word, Collection<String> known) {
    int allowed = word.length() < 4 ? 0 : word.length() < 8 ? 1 : 2;
    int least = allowed + 1;
    Set<String> found = new TreeSet<>();
    for (String candidate : known) {
      int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance > 0 && distance <= least && digits(word).equals(digits(candidate))) {
        if (distance < least) {
          found.clear();
          least = distance;
        }
        found.add(candidate);
      }
    }
    return least <= allowed && found.size() == 1 && !meantApart(word, found.iterator().next())
        ? Optional.of(found.iterator().next())
        : Optional.empty();
  }

  /**
   * {@code inactive} is no slip of {@code active}, nor {@code us} of {@code uk}, nor {@code min} of
   * {@code max}: somebody names two such things side by side.
   */
  private static boolean meantApart(String one, String other) {
    List<String> words = List.of(one.toLowerCase(Locale.ROOT).split("[\\W_]+", -1));
    List<String> others = List.of(other.toLowerCase(Locale.ROOT).split("[\\W_]+", -1));
    if (words.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < words.size(); i++) {
      String a = words.get(i);
      String b = others.get(i);
      boolean exchanged = !a.equals(b) && a.length() <= SHORT && b.length() <= SHORT;
      if (exchanged || NOT.stream().anyMatch(not -> a.equals(not + b) || b.equals(not + a))) {
        return true;
      }
    }
    return false;
  }

  private static String digits(String word) {
    return word.replaceAll("\\D+", " ").strip();
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /** Single letters inserted, removed or replaced; two neighbours swapped count once. */
  private static int distance(String a, String b) {
    int[][] table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        table[i][j] = i == 0 || j == 0 ? i + j : step(table, a, b, i, j);
      }
    }
    return table[a.length()][b.length()];
  }

  private static int step(int[][] table, String a, String b, int i, int j) {
    int replaced = table[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, table[i - 2][j - 2] + 1) : best;
  }
}
