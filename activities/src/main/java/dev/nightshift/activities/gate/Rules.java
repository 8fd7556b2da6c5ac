package dev.nightshift.activities.gate;

import java.util.List;

/** The rules of the gate; adding one is a class, its line here, its test. */
final class Rules {
  static final List<Rule> ALL =
      List.of(
          new ProtectedPaths(),
          new TooLarge(),
          new NoText(),
          new NewAndGoneFiles(),
          new Secrets(),
          new ReachesOut(),
          new DocumentedFix(),
          new BelongsToCause(),
          new BeyondTheSlip(),
          new ReformattedYaml(),
          new RowsLost(),
          new TestMacros(),
          new TestText(),
          new TestsKept(),
          new NodesKept(),
          new Verified(),
          new FailsAnew());

  private Rules() {}
}
