package dev.nightshift.activities.diagnosis;

import dev.nightshift.workflows.values.Cause;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All rules, in their order: the first that claims a node has it, and the last takes the rest. */
final class Rules {
  static final List<Rule> ALL =
      List.of(
          new ParseError(),
          new LateSource(),
          new PassingTrouble(),
          new OutOfStep(),
          new BrokenByChange(),
          new ChangedTest(),
          new RenamedSourceColumn(),
          new MissingSource(),
          new UnaskableSource(),
          new RetypedSourceColumn(),
          new NarrowCast(),
          new SourceTypeChange(),
          new DocumentedValue(),
          new UndocumentedValue(),
          new SourceDuplicates(),
          new AppendedAgain(),
          new FanOut(),
          new SourceRows(),
          new UnmatchedKeys(),
          new SeedRows(),
          new DivisionByZero(),
          new OutsideContract(),
          new UnitTestDisagrees(),
          new ChangedCode(),
          new DataArrived(),
          new CodeError(),
          new Unclear());

  private Rules() {}

  /** Each failing node in exactly one cause; those first that are ours to mend. */
  static List<Cause> judge(Facts facts) {
    Set<String> open = new LinkedHashSet<>();
    facts.failed().forEach(node -> open.add(node.id()));
    List<Cause> causes = new ArrayList<>();
    for (Rule rule : ALL) {
      for (Cause cause : rule.judge(facts, Set.copyOf(open))) {
        causes.add(cause);
        cause.nodes().forEach(open::remove);
      }
    }
    causes.sort(Comparator.comparing(Cause::verdict).thenComparing(Cause::signature));
    return causes;
  }
}
