package dev.nightshift.activities.gate;

import dev.nightshift.activities.words.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a patch may change in SQL that could not be read: brackets, commas and quotes, and words of
 * SQL that keep each row. Nothing tells what the rest meant, so that it stays.
 */
final class MendedWords {
  private static final Pattern WORD = Pattern.compile("\\w+");

  private static final Set<String> HARMLESS =
      Set.of(
          "as",
          "asc",
          "by",
          "case",
          "desc",
          "else",
          "end",
          "from",
          "on",
          "order",
          "over",
          "partition",
          "select",
          "then",
          "using",
          "when",
          "with");

  private MendedWords() {}

  /** Words that come or go and mend nothing; {@code renames} are names that mean the same. */
  static List<String> others(String before, String after, Map<String, String> renames) {
    Map<String, Integer> more = new TreeMap<>();
    count(after, 1, renames, more);
    count(before, -1, renames, more);
    List<String> others = new ArrayList<>();
    more.forEach(
        (word, count) -> {
          boolean slip = count < 0 && HARMLESS.stream().anyMatch(it -> mends(word, it, more));
          if (count != 0 && !HARMLESS.contains(word) && !slip) {
            others.add(word);
          }
        });
    return others;
  }

  /** {@code form} goes and {@code from} comes. */
  private static boolean mends(String gone, String come, Map<String, Integer> more) {
    return more.getOrDefault(come, 0) > 0 && Nearest.to(gone, List.of(come)).isPresent();
  }

  private static void count(
      String text, int one, Map<String, String> renames, Map<String, Integer> counts) {
    WORD.matcher(text.toLowerCase(Locale.ROOT))
        .results()
        .map(word -> renames.getOrDefault(word.group(), word.group()))
        .forEach(word -> counts.merge(word, one, Integer::sum));
  }
}
