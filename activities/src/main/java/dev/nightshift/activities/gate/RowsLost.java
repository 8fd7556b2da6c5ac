package dev.nightshift.activities.gate;

import dev.nightshift.activities.artifacts.Manifest.Node;
import dev.nightshift.activities.sql.RowFilters;
import dev.nightshift.workflows.values.Ruling.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A condition, limit, distinct or narrowing join that was not there: rows may be lost, and nobody
 * has shown that they should be. Seeds keep their rows too. What a cause proves to keep each key,
 * to the letter, loses copies only, and what it proves to have stood there loses nothing.
 */
final class RowsLost implements Rule {
  private static final Pattern NARROWING =
      Pattern.compile(
          "(?i)\\b(where|having|qualify|limit|distinct|join|union(?!\\s+all)|intersect|except)\\b");

  @Override
  public String name() {
    return "rows_lost";
  }

  @Override
  public List<Refusal> judge(Exhibit exhibit) {
    List<Refusal> refusals = new ArrayList<>();
    boolean macroChanged = false;
    for (FileChange file : exhibit.edited()) {
      if (Restored.isProven(exhibit.codeCauses(), file)) {
        continue;
      }
      if (exhibit.layout().isSeed(file.path()) && file.ends(".csv")) {
        if (!file.removedLines().stream().allMatch(String::isBlank)) {
          refusals.add(refusal(file.path(), "rows of a seed are changed or removed"));
        }
      } else if (exhibit.layout().isMacro(file.path()) && file.ends(".sql")) {
        macroChanged = true;
      } else if (file.ends(".sql")) {
        if (!Rejoined.isProven(exhibit.codeCauses(), file) && !exhibit.isRightName(file)) {
          compare(file.path(), file.before(), file.after(), exhibit, refusals);
        }
      }
    }
    if (macroChanged && exhibit.run().isPresent()) {
      compareCompiled(exhibit, exhibit.run().get(), refusals);
    }
    return refusals;
  }

  private void compare(
      String where, String before, String after, Exhibit exhibit, List<Refusal> refusals) {
    Map<String, String> renames = exhibit.renames();
    Optional<Map<String, Integer>> old = RowFilters.of(before, renames);
    Optional<Map<String, Integer>> now = RowFilters.of(after, renames);
    if (old.isPresent() && now.isPresent()) {
      for (String added : RowFilters.added(old.get(), now.get())) {
        refusals.add(refusal(where, "rows may be lost by: " + brief(added)));
      }
    } else if (count(after) > count(before)) {
      refusals.add(refusal(where, "the SQL cannot be followed, and has more filters than it had"));
    } else if (old.isEmpty() && now.isPresent() && !exhibit.baseUnread()) {
      List<String> words = MendedWords.others(before, after, renames);
      if (!words.isEmpty()) {
        refusals.add(
            refusal(
                where,
                "the SQL could not be read, and other words change than what mends it: "
                    + brief(String.join(", ", words))));
      }
    }
  }

  private void compareCompiled(Exhibit exhibit, Runs runs, List<Refusal> refusals) {
    if (!runs.comparable()) {
      return;
    }
    for (Node node : runs.patched().nodes().values()) {
      String after = node.text("compiled_code");
      String before = runs.base().node(node.id()).map(it -> it.text("compiled_code")).orElse("");
      boolean ours = node.type().equals("model") || node.type().equals("snapshot");
      if (ours && !after.isEmpty() && !before.isEmpty() && !after.equals(before)) {
        compare(node.id(), before, after, exhibit, refusals);
      }
    }
  }

  private static long count(String text) {
    return NARROWING.matcher(text).results().count();
  }

  private static String brief(String text) {
    return text.length() <= 120 ? text : text.substring(0, 117) + "...";
  }
}
