package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.bulkhead.Bulkhead;
import dev.nightshift.activities.diagnosis.CodeFacts.Stop;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All rules, in their order: the first that claims a node has it, and the last takes the rest. */
final class Rules {
  static final List<Rule> ALL =
      List.of(
          new ParseError(),
          new LateSource(),
          new PassingTrouble(),
          new OutOfStep(),
          new UnquotedComma(),
          new DroppedPackage(),
          new RenamedColumn(),
          new BrokenByChange(),
          new SaidTwice(),
          new ChangedDefinition(),
          new RenamedSourceColumn(),
          new MissingSource(),
          new UnaskableSource(),
          new RetypedSourceColumn(),
          new NarrowCast(),
          new SourceTypeChange(),
          new DocumentedValue(),
          new DocumentedFix(),
          new RespeltValue(),
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

  /**
   * Each failing node in exactly one cause, and each cause with a signature of its own; those first
   * that are ours to mend.
   */
  static List<Cause> judge(Facts facts) {
    return judge(facts, new Bulkhead());
  }

  /** The same, where whoever asks wants to know which of them broke. */
  static List<Cause> judge(Facts facts, Bulkhead bulkhead) {
    return judge(facts, ALL, bulkhead);
  }

  static List<Cause> judge(Facts facts, List<Rule> rules, Bulkhead bulkhead) {
    Set<String> open = new LinkedHashSet<>();
    facts.failed().forEach(node -> open.add(node.id()));
    List<Cause> causes = new ArrayList<>();
    for (Rule rule : rules) {
      Set<String> left = Set.copyOf(open);
      List<Cause> found = bulkhead.of(rule.name(), () -> rule.judge(facts, left), List.of());
      for (Cause cause : found) {
        causes.add(cause);
        cause.nodes().forEach(open::remove);
      }
    }
    open.forEach(node -> causes.add(unjudged(node, List.of(node), "")));
    if (causes.isEmpty()) {
      facts.stopped().forEach(stop -> causes.add(unjudged(stop)));
    }
    List<Cause> apart = apart(causes);
    apart.sort(Cause.order());
    Pages pages = new Pages(facts);
    return apart.stream()
        .map(cause -> bulkhead.of("Commits", () -> Commits.beside(cause, facts), cause))
        .map(cause -> bulkhead.of("Pages", () -> pages.beside(cause), cause))
        .toList();
  }

  private static Cause unjudged(Stop stop) {
    return unjudged(stop.file().isEmpty() ? "dbt" : stop.file(), List.of(), stop.message());
  }

  /** Where the rules broke that would have had it, a person is told all the same. */
  private static Cause unjudged(String subject, List<String> nodes, String said) {
    return new Cause(
        "not_judged",
        Verdict.UNCLEAR,
        subject,
        nodes,
        "It failed, and the rules that would have judged it broke. What does its message say?",
        said.isEmpty() ? List.of() : List.of(Evidence.of(said, "dbt's log of the run")),
        null,
        null);
  }

  /**
   * By its signature a cause is claimed, asked about and answered. What is said twice of one
   * subject is one cause; where something else is said of it, the node tells them apart.
   */
  private static List<Cause> apart(List<Cause> causes) {
    Map<String, Cause> bySignature = new LinkedHashMap<>();
    for (Cause cause : causes) {
      Cause other = bySignature.get(cause.signature());
      Cause kept =
          other == null
              ? cause
              : cause.nodes().isEmpty() || isSame(cause, other)
                  ? both(other, cause)
                  : cause.about(cause.subject() + " " + cause.nodes().get(0));
      bySignature.put(kept.signature(), kept);
    }
    return new ArrayList<>(bySignature.values());
  }

  private static boolean isSame(Cause one, Cause other) {
    return one.verdict() == other.verdict()
        && one.because().equals(other.because())
        && one.details().equals(other.details());
  }

  private static Cause both(Cause one, Cause other) {
    return new Cause(
        one.kind(),
        one.verdict(),
        one.subject(),
        Stream.concat(one.nodes().stream(), other.nodes().stream()).toList(),
        one.because(),
        Stream.concat(one.evidence().stream(), other.evidence().stream()).distinct().toList(),
        one.details(),
        one.known(),
        one.options());
  }
}
