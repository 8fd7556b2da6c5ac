package dev.nightshift.activities.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The lines of SQL that decide which rows there are, and not what stands in them. */
final class RowLines {
  /** What begins with {@code and} may also stand in a case: then it says what comes of it. */
  private static final Pattern DECIDES =
      Pattern.compile(
          "\\A(?:on|using)\\b|\\A(?:and|or)\\b(?!.*\\bthen\\b)"
              + "|\\b(?:where|having|qualify|distinct|limit|union|join|group\\s+by"
              + "|row_number|rank|dense_rank)\\b");

  private RowLines() {}

  /** However they are set, and without what is said beside them. */
  static Set<String> of(List<String> lines) {
    Set<String> deciding = new TreeSet<>();
    for (String line : lines) {
      String bare =
          line.replaceFirst("--.*", "").strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
      if (DECIDES.matcher(bare).find()) {
        deciding.add(bare);
      }
    }
    return deciding;
  }
}
