package dev.nightshift.activities.jinja;

import com.github.difflib.patch.AbstractDelta;
import dev.nightshift.activities.edit.Diff;
import dev.nightshift.activities.words.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether a change of words is one of the words of tags. */
public final class TagWords {
  /**
   * Marks of tags and white space are no words; all else is kept, the per cent of a pattern too,
   * and each line's end: SQL behind a comment would become a part of it.
   */
  private static final Pattern WORD = Pattern.compile("\\w+|\\n|[^\\w\\s{}%]|(?<!\\{)%(?!\\})");

  private static final Set<String> LOST_MARKS = Set.of(")", "]", "'", "\"", ",");

  private TagWords() {}

  /** The changes of words, as old and new, that are more than slips in tags. */
  public static List<String> more(String before, String after) {
    List<String> more = new ArrayList<>();
    for (AbstractDelta<String> delta : Diff.between(words(before), words(after))) {
      List<String> old = delta.getSource().getLines();
      List<String> now = delta.getTarget().getLines();
      if (!isSlip(old, now)) {
        more.add("`" + String.join(" ", old) + "` becomes `" + String.join(" ", now) + "`");
      }
    }
    return more;
  }

  private static List<String> words(String text) {
    return WORD.matcher(text).results().map(MatchResult::group).toList();
  }

  /**
   * Words that are added are those of tags, or one mark that was missing; those that go were tags'
   * too, or what somebody wrote for the new ones.
   */
  static boolean isSlip(List<String> old, List<String> now) {
    if (old.isEmpty() && now.size() == 1 && LOST_MARKS.contains(now.get(0))) {
      return true;
    }
    if (old.isEmpty() && isEndAlone(now)) {
      return true;
    }
    if (old.contains("\n") || now.isEmpty() || !now.stream().allMatch(TagWords::isTag)) {
      return false;
    }
    if (old.isEmpty()) {
      return now.stream().allMatch(TagWords::isEnd);
    }
    if (now.size() == old.size() && old.stream().allMatch(TagWords::isTag)) {
      return true;
    }
    // A word of the SQL beside a tag is no part of it: two words go only as «end if» and «else if».
    String was = joined(old);
    String is = joined(now);
    return now.size() == 1
        && (old.size() == 1
            ? Nearest.to(was, List.of(is)).isPresent()
            : was.equals(is) || (was.equals("elseif") && is.equals("elif")));
  }

  /** A line of its own, or without one, the signs that take white space away included. */
  private static boolean isEndAlone(List<String> words) {
    List<String> bare = words.stream().filter(word -> !"-".equals(word)).toList();
    return bare.stream().filter(TagWords::isEnd).count() == 1
        && (bare.size() == 1 || (bare.size() == 2 && bare.contains("\n")));
  }

  private static String joined(List<String> words) {
    return words.stream().map(word -> word.toLowerCase(Locale.ROOT)).collect(Collectors.joining());
  }

  private static boolean isTag(String word) {
    return word.matches("else|elif|do") || Blocks.OPENING.contains(word) || isEnd(word);
  }

  private static boolean isEnd(String word) {
    return word.startsWith("end") && Blocks.OPENING.contains(word.substring(3));
  }
}
