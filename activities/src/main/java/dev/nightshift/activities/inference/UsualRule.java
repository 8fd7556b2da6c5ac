package dev.nightshift.activities.inference;

import dev.nightshift.activities.inference.Habits.Share;
import java.util.List;

/** Of what the others proposed: how usual it is for this team, and what makes it needless. */
final class UsualRule implements Rule {
  /** By these a single column is known to be the key. */
  private static final List<String> KEY = List.of("grain.", "unique_key", "constraint");

  @Override
  public void look(Subject subject, Findings findings) {
    boolean single =
        subject.names().stream()
            .anyMatch(
                column ->
                    findings.speaksFor(Check.unique(column), KEY) && !isPart(column, findings));
    for (Check check : List.copyOf(findings.clues().keySet())) {
      if (check.kind() == Kind.NOT_NULL || check.kind() == Kind.UNIQUE) {
        continue;
      }
      Habits habits = subject.habits();
      Share folder = habits.folder(check.kind());
      findings.add(check, "usual", habits.usual(check.kind()), "");
      findings.add(check, "folder", habits.more(check.kind(), folder), "");
      if (check.kind() == Kind.COMBINATION && single) {
        findings.add(check, "beside_a_key");
      }
      if (check.kind() == Kind.COMBINATION) {
        findings.add(check, "columns", check.columns().size() - 2.0, "");
      }
    }
  }

  /** Whether it is said to be one of several that make the key. */
  private static boolean isPart(String column, Findings findings) {
    return findings.clues().entrySet().stream()
        .filter(entry -> entry.getKey().equals(Check.unique(column)))
        .flatMap(entry -> entry.getValue().stream())
        .anyMatch(clue -> clue.name().endsWith(".part"));
  }
}
