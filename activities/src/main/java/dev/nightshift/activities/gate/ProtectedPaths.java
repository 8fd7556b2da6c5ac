package dev.nightshift.activities.gate;

import dev.nightshift.activities.words.Glob;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Ruling.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Paths that the policy protects. {@code dbt_project.yml} has a rule of its own. */
final class ProtectedPaths implements Rule {
  @Override
  public String name() {
    return "protected_path";
  }

  @Override
  public List<Refusal> judge(Exhibit exhibit) {
    List<Refusal> refusals = new ArrayList<>();
    for (FileChange file : exhibit.files().values()) {
      for (String glob : exhibit.policy().allProtected()) {
        if (protects(glob, file) && !isListedAgain(glob, file, exhibit)) {
          refusals.add(
              refusal(file.path(), "the policy protects " + glob + ": a person changes it"));
          break;
        }
      }
    }
    return refusals;
  }

  /** A package that the project listed before, to the letter, brings nothing that did not run. */
  private static boolean isListedAgain(String glob, FileChange file, Exhibit exhibit) {
    return Policy.PROTECTED.contains(glob)
        && file.path().matches("(?:packages|dependencies)\\.yml")
        && Restored.isProven(exhibit.codeCauses(), file);
  }

  private static boolean protects(String pattern, FileChange file) {
    return Glob.mayMean(pattern, file.path()) || Glob.mayMean(pattern, file.inRepository());
  }
}
