package dev.nightshift.activities.inference;

import dev.nightshift.activities.inference.Habits.Named;
import dev.nightshift.activities.inference.Habits.Share;
import java.util.List;
import java.util.Set;

/** What the project's other models test of a column of the same name. */
final class NeighbourRule implements Rule {
  private static final List<Kind> PROPOSED = List.of(Kind.ACCEPTED_VALUES, Kind.RELATIONSHIPS);

  @Override
  public void look(Subject subject, Findings findings) {
    for (String column : subject.names()) {
      same(subject, column, Check.notNull(column), findings);
      same(subject, column, Check.unique(column), findings);
      for (Kind kind : PROPOSED) {
        proposed(subject, kind, column, findings);
      }
    }
    together(subject, findings);
  }

  private static void together(Subject subject, Findings findings) {
    Habits habits = subject.habits();
    for (Named named : habits.combinations(Set.copyOf(subject.names()))) {
      Share share = habits.together(named);
      findings.add(
          named.check(),
          "neighbour",
          habits.more(Kind.COMBINATION, share),
          said(named.models()) + " that these are unique together");
      if (named.models().size() > 1) {
        findings.add(named.check(), "neighbour.several");
      }
    }
  }

  private static void same(Subject subject, String column, Check check, Findings findings) {
    Share share = subject.habits().named(check.kind(), column);
    if (share.of() == 0) {
      findings.add(check, "neighbour.none");
      return;
    }
    findings.add(
        check,
        "neighbour",
        subject.habits().more(check.kind(), share),
        share.tested() + " of " + share.of() + " models that name `" + column + "` test it so");
  }

  private static void proposed(Subject subject, Kind kind, String column, Findings findings) {
    List<Named> same = subject.habits().same(kind, column);
    if (same.isEmpty()) {
      return;
    }
    Share share = subject.habits().named(kind, column);
    Named most = same.get(0);
    findings.add(
        most.check(),
        "neighbour",
        subject.habits().more(kind, new Share(most.models().size(), share.of())),
        said(most.models()) + " this of `" + column + "`");
    if (most.models().size() > 1) {
      findings.add(most.check(), "neighbour.several");
    }
    if (same.size() > 1) {
      findings.add(most.check(), "neighbour.divided");
    }
  }

  private static String said(List<String> models) {
    String few = "`" + String.join("`, `", models.subList(0, Math.min(3, models.size()))) + "`";
    int more = models.size() - 3;
    return few
        + (more > 0 ? " and " + more + " more test" : models.size() == 1 ? " tests" : " test");
  }
}
