package dev.nightshift.activities.jinja;

import com.github.difflib.patch.AbstractDelta;
import dev.nightshift.activities.edit.Diff;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A text whose tags are as they were before, where that makes it whole and changes no other word.
 */
final class RestoredTags {
  private static final Pattern TOKEN = Pattern.compile("\\w+|[ \\t]+|\\R|[^\\w\\s]|\\s");

  /** dbt complains of the line in which it gave up, which is seldom far behind. */
  private static final int NEAR = 3;

  private static final Pattern TAG_LINE = Pattern.compile("\\s*\\{%(?:(?!%\\}).)*%\\}\\s*");

  private RestoredTags() {}

  static Optional<String> of(String before, String now, int line) {
    List<String> tokens = tokens(now);
    List<AbstractDelta<String>> changes = Diff.between(tokens(before), tokens);
    List<String> near = new ArrayList<>();
    List<AbstractDelta<String>> slips = new ArrayList<>();
    for (AbstractDelta<String> change : changes) {
      String alone = restored(tokens, List.of(change));
      if (!TagWords.more(now, alone).isEmpty()) {
        continue;
      }
      slips.add(change);
      boolean mends = JinjaMend.isWhole(alone) && !alone.equals(now);
      if (mends && Math.abs(line(tokens, change) - line) <= NEAR) {
        near.add(alone);
      }
    }
    if (near.size() == 1) {
      return Optional.of(near.get(0));
    }
    String all = restored(tokens, slips);
    if (!slips.isEmpty() && JinjaMend.isWhole(all) && TagWords.more(now, all).isEmpty()) {
      return Optional.of(all);
    }
    List<String> withLine =
        lostLines(before, now).stream()
            .filter(it -> JinjaMend.isWhole(it) && TagWords.more(now, it).isEmpty())
            .distinct()
            .toList();
    return withLine.size() == 1 ? Optional.of(withLine.get(0)) : Optional.empty();
  }

  /** With one line put back that held a tag alone, beside lines that were written anew. */
  private static List<String> lostLines(String before, String now) {
    List<String> lines = List.of(now.split("\n", -1));
    List<String> all = new ArrayList<>();
    for (AbstractDelta<String> change : Diff.between(List.of(before.split("\n", -1)), lines)) {
      List<String> old = change.getSource().getLines();
      int from = change.getTarget().getPosition();
      if (!old.isEmpty() && TAG_LINE.matcher(old.get(0)).matches()) {
        all.add(with(lines, from, old.get(0)));
      }
      if (!old.isEmpty() && TAG_LINE.matcher(old.get(old.size() - 1)).matches()) {
        all.add(with(lines, from + change.getTarget().size(), old.get(old.size() - 1)));
      }
    }
    return all;
  }

  private static String with(List<String> lines, int at, String line) {
    List<String> more = new ArrayList<>(lines);
    more.add(at, line);
    return String.join("\n", more);
  }

  private static int line(List<String> tokens, AbstractDelta<String> change) {
    return 1
        + (int)
            tokens.subList(0, change.getTarget().getPosition()).stream()
                .filter(token -> token.endsWith("\n"))
                .count();
  }

  private static String restored(List<String> tokens, List<AbstractDelta<String>> changes) {
    List<String> all = new ArrayList<>(tokens);
    for (int i = changes.size() - 1; i >= 0; i--) {
      int from = changes.get(i).getTarget().getPosition();
      all.subList(from, from + changes.get(i).getTarget().size()).clear();
      all.addAll(from, changes.get(i).getSource().getLines());
    }
    return String.join("", all);
  }

  private static List<String> tokens(String text) {
    return TOKEN.matcher(text).results().map(MatchResult::group).toList();
  }
}
