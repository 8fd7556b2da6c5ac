package dev.nightshift.activities.gate;

import dev.nightshift.workflows.values.Ruling.Refusal;
import java.util.ArrayList;
import java.util.List;

/** More than a reviewer was promised. */
final class TooLarge implements Rule {
  @Override
  public String name() {
    return "too_large";
  }

  @Override
  public List<Refusal> judge(Exhibit exhibit) {
    List<Refusal> refusals = new ArrayList<>();
    int files = exhibit.files().size();
    int lines =
        exhibit.files().values().stream()
            .filter(file -> !file.isBinary())
            .mapToInt(file -> file.addedLines().size() + file.removedLines().size())
            .sum();
    if (files > exhibit.policy().maxFiles()) {
      refusals.add(
          refusal(
              "", files + " files are changed; the policy allows " + exhibit.policy().maxFiles()));
    }
    if (lines > exhibit.policy().maxLines()) {
      refusals.add(
          refusal(
              "", lines + " lines are changed; the policy allows " + exhibit.policy().maxLines()));
    }
    return refusals;
  }
}
