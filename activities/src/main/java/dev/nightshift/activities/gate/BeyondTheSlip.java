package dev.nightshift.activities.gate;

import dev.nightshift.activities.jinja.TagWords;
import dev.nightshift.activities.yaml.YamlMend;
import dev.nightshift.workflows.values.Ruling.Refusal;
import java.util.ArrayList;
import java.util.List;

/**
 * Where dbt could not read the base, nothing tells what it meant: a patch changes the marks and the
 * words of tags that make it readable, or a name that a cause proves to be wrong, and no other word
 * of the SQL, of an expression or of the properties.
 */
final class BeyondTheSlip implements Rule {
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
      if (exhibit.isRightName(file) || exhibit.isProven(file)) {
        continue;
      }
      if (file.isYaml()) {
        if (!YamlMend.isSlip(file.before(), file.after())
            || YamlMend.isWhole(file.path(), file.before())) {
          refusals.add(refusal(file.path(), "more than white space and marks is changed unseen"));
        }
        continue;
      }
      if (!file.ends(".sql", ".md")) {
        refusals.add(refusal(file.path(), "only slips in tags and properties are mended unseen"));
        continue;
      }
      TagWords.more(file.before(), file.after())
          .forEach(
              more ->
                  refusals.add(refusal(file.path(), more + ", which is more than a tag's slip")));
    }
    return refusals;
  }
}
