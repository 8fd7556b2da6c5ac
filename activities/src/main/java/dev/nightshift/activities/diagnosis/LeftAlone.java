package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.artifacts.RunFacts.Outcome;
import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the project asks to be left alone: nothing is looked at, and it is said by whose word. */
record LeftAlone(List<Cause> causes, RunFacts others) {
  static LeftAlone of(RunFacts run) {
    Map<Part, List<String>> marked = new LinkedHashMap<>();
    List<String> others = new ArrayList<>();
    for (Outcome failing : run.failing()) {
      Optional<Part> mark = mark(run, failing.node());
      mark.ifPresentOrElse(
          part -> marked.computeIfAbsent(part, one -> new ArrayList<>()).add(failing.node()),
          () -> others.add(failing.node()));
    }
    List<Cause> causes =
        marked.entrySet().stream().map(one -> cause(one.getKey(), one.getValue())).toList();
    return new LeftAlone(causes, causes.isEmpty() ? run : run.only(others));
  }

  /** A test's own mark, or that of what it is written at. */
  private static Optional<Part> mark(RunFacts run, String node) {
    Optional<Part> own = run.part(node);
    return own.filter(part -> !part.said().skip().isEmpty())
        .or(
            () ->
                own.map(Part::test)
                    .flatMap(test -> run.part(test.attachedNode()))
                    .filter(part -> !part.said().skip().isEmpty()));
  }

  private static Cause cause(Part marked, List<String> nodes) {
    return new Cause(
        "left_alone",
        Verdict.KNOWN,
        marked.id(),
        nodes,
        "The project asks to leave the failures of "
            + marked.name()
            + " alone ("
            + marked.said().skip()
            + ").",
        List.of(),
        null,
        null);
  }
}
