package dev.nightshift.activities.inference;

import dev.nightshift.activities.inference.Habits.Share;
import java.util.List;

/** What this team usually tests, of any column and of those that are alike. */
final class HabitRule implements Rule {
  private static final List<Kind> KINDS = List.of(Kind.NOT_NULL, Kind.UNIQUE);

  @Override
  public void look(Subject subject, Findings findings) {
    for (Kind kind : KINDS) {
      Habits habits = subject.habits();
      double folder = habits.more(kind, habits.folder(kind));
      for (String column : subject.names()) {
        Check check = check(kind, column);
        Role role = Role.of(column, subject.model().name());
        findings.add(check, "usual", habits.usual(kind), "");
        findings.add(check, "folder", folder, "");
        findings.add(check, "role." + role.word());
        Share alike = habits.ofRole(kind, role);
        findings.add(check, "role", habits.more(kind, alike), told(alike, role, kind));
        documented(subject, column, check, findings);
        if (column.equals(subject.names().get(0))) {
          Share first = habits.first(kind);
          findings.add(check, "first");
          findings.add(
              check,
              "first.usual",
              habits.more(kind, first),
              first.tested() + " of " + first.of() + " models test their first column so");
        }
      }
    }
  }

  private static void documented(Subject subject, String column, Check check, Findings findings) {
    List<String> documented = subject.described();
    if (documented.contains(column)) {
      findings.add(check, "documented");
    } else if (!documented.isEmpty()) {
      findings.add(check, "undocumented");
    }
    if (subject.made(column).isEmpty() && subject.facts().isPresent()) {
      findings.add(check, "not_made");
    }
  }

  private static String told(Share share, Role role, Kind kind) {
    return role == Role.OTHER || share.of() < 3
        ? ""
        : share.tested()
            + " of "
            + share.of()
            + " columns like it ("
            + role.word().replace('_', ' ')
            + ") are "
            + (kind == Kind.UNIQUE ? "unique" : "not null")
            + " by a test in other models";
  }

  private static Check check(Kind kind, String column) {
    return kind == Kind.UNIQUE ? Check.unique(column) : Check.notNull(column);
  }
}
