package dev.nightshift.activities.jinja;

import dev.nightshift.activities.words.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Whether a change of words is one of the words of tags. */
public final class TagWords {
  private TagWords() {}

  /**
   * Words that are added are those of tags, or a parenthesis that was missing; those that go were
   * tags' too, or what somebody wrote for the new ones.
   */
  public static boolean isSlip(List<String> old, List<String> now) {
    if (old.isEmpty() && now.equals(List.of(")"))) {
      return true;
    }
    if (old.isEmpty() && now.size() == 2 && now.get(0).equals("\n")) {
      return isEnd(now.get(1));
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
