package dev.nightshift.activities.gate;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import dev.nightshift.activities.jinja.TagWords;
import dev.nightshift.workflows.values.Ruling.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where dbt could not read the base, nothing tells what it meant: a patch changes the marks and the
 * words of tags that make it readable, and no word of the SQL or of an expression.
 */
final class BeyondTheSlip implements Rule {
  /**
   * Marks of tags and white space are no words; all else is kept, the per cent of a pattern too,
   * and each line's end: SQL behind a comment would become a part of it.
   */
  private static final Pattern WORD = Pattern.compile("\\w+|\\n|[^\\w\\s{}%]|(?<!\\{)%(?!\\})");

  @Override
  public String name() {
    return "beyond_the_slip";
  }

  @Override
  public List<Refusal> judge(Exhibit exhibit) {
    List<Refusal> refusals = new ArrayList<>();
    if (!exhibit.baseUnread()) {
      return refusals;
    }
    for (FileChange file : exhibit.edited()) {
      if (!file.ends(".sql")) {
        refusals.add(refusal(file.path(), "only slips in a template's tags are mended unseen"));
        continue;
      }
      for (AbstractDelta<String> delta :
          DiffUtils.diff(words(file.before()), words(file.after())).getDeltas()) {
        List<String> old = delta.getSource().getLines();
        List<String> now = delta.getTarget().getLines();
        if (!TagWords.isSlip(old, now)) {
          refusals.add(
              refusal(
                  file.path(),
                  "`"
                      + String.join(" ", old)
                      + "` becomes `"
                      + String.join(" ", now)
                      + "`, which is more than a tag's slip"));
        }
      }
    }
    return refusals;
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }
}
