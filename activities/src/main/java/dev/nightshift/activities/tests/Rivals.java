package dev.nightshift.activities.tests;

import dev.nightshift.activities.inference.Check;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A column has one list of values, and refers to one other model: two would only differ. */
final class Rivals {
  private Rivals() {}

  /** The surest of each; none where one stands already. */
  static List<PlannedTest> settled(List<PlannedTest> planned, List<Check> standing) {
    Set<String> taken = new HashSet<>();
    standing.forEach(check -> taken.add(place(check)));
    List<PlannedTest> settled = new ArrayList<>();
    for (PlannedTest test : planned) {
      boolean rivals = test.check().kind().isForDataToConfirm();
      if (!rivals || !taken.contains(place(test.check()))) {
        settled.add(test);
        if (test.fate().isWritten()) {
          taken.add(place(test.check()));
        }
      }
    }
    return settled;
  }

  private static String place(Check check) {
    return check.kind() + " " + check.column();
  }
}
