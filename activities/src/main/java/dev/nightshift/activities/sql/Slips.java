package dev.nightshift.activities.sql;

import java.util.Locale;

/** How far one name is from another, in slips of the pen. */
final class Slips {
  /** A name of this length with two letters wrong is still nobody else's. */
  private static final int LONG = 8;

  private Slips() {}

  /** So near that one could be meant by the other; two that are near leave a doubt. */
  static boolean near(String one, String other) {
    int allowed = Math.min(one.length(), other.length()) <= 4 ? 1 : 2;
    return distance(fold(one), fold(other)) <= allowed;
  }

  /**
   * Whether the name is the other with a letter lost, doubled, wrong or swapped, or two of them in
   * a long name. Names that differ in a digit are two names, and so are {@code min_price} and
   * {@code max_price}, {@code sender_id} and {@code lender_id}, {@code unverified_at} and {@code
   * verified_at}.
   */
  static boolean slip(String wrong, String right) {
    String a = fold(wrong);
    String b = fold(right);
    if (!a.replaceAll("\\D", "").equals(b.replaceAll("\\D", ""))) {
      return false;
    }
    int shorter = Math.min(a.length(), b.length());
    int distance = distance(a, b);
    boolean replaced = a.length() == b.length() && differing(a, b) == distance;
    if (distance == 1) {
      return replaced ? shorter >= 5 && isWithinWord(a, b) : shorter >= 4;
    }
    return distance == 2 && shorter >= LONG && !replaced && !isOnePiece(a, b);
  }

  /** Another letter at a word's end makes another word, as in {@code employer} and employee. */
  private static boolean isWithinWord(String a, String b) {
    int at = samePrefix(a, b);
    return at > 0
        && at < a.length() - 1
        && Character.isLetter(a.charAt(at - 1))
        && Character.isLetter(a.charAt(at + 1));
  }

  /** Two letters that come together are a syllable, such as {@code un} or {@code re}. */
  private static boolean isOnePiece(String a, String b) {
    String shorter = a.length() < b.length() ? a : b;
    String longer = a.length() < b.length() ? b : a;
    int start = samePrefix(a, b);
    return longer.length() == shorter.length() + 2 && longer.endsWith(shorter.substring(start));
  }

  private static int samePrefix(String a, String b) {
    int i = 0;
    while (i < Math.min(a.length(), b.length()) && a.charAt(i) == b.charAt(i)) {
      i++;
    }
    return i;
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static int differing(String a, String b) {
    int count = 0;
    for (int i = 0; i < a.length(); i++) {
      count += a.charAt(i) == b.charAt(i) ? 0 : 1;
    }
    return count;
  }

  /** Letters lost, added, replaced, or swapped with their neighbour. */
  private static int distance(String a, String b) {
    int[][] steps = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          steps[i][j] = i + j;
          continue;
        }
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(steps[i - 1][j], steps[i][j - 1]) + 1;
        least = Math.min(least, steps[i - 1][j - 1] + same);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, steps[i - 2][j - 2] + 1);
        }
        steps[i][j] = least;
      }
    }
    return steps[a.length()][b.length()];
  }
}
