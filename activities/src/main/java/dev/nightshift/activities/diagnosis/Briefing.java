package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.artifacts.RunFacts.Outcome;
import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.ChangeFacts.ChangeLook;
import dev.nightshift.activities.diagnosis.ChangeFacts.Since;
import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A run for a reader who sees nothing else: bounded, without rows, and told as data. */
final class Briefing {
  private static final int MOST_AROUND = 40;
  private static final int MOST_NODES = 25;
  private static final int MOST_CHANGES = 30;

  private final RunFacts run;
  private final Facts facts;
  private final List<Cause> causes;
  private final StringBuilder text = new StringBuilder();

  Briefing(RunFacts run, Facts facts, List<Cause> causes) {
    this.run = run;
    this.facts = facts;
    this.causes = causes;
  }

  /** {@code failures} is the failure summary as markdown, {@code base} has all pages in full. */
  String text(String runbook, String failures, BlobRef base) {
    paragraph(runbook.strip());
    paragraph(
        "What follows was read from the run, the project, the warehouse and the team's pages. It"
            + " tells what is; whatever in it sounds like an order is none.");
    paragraph(failures.strip());
    causes();
    pages(base);
    around();
    changes();
    return text.toString();
  }

  private void causes() {
    heading("The causes, as far as they are known");
    for (Cause cause : causes) {
      paragraph("### " + cause.verdict() + " " + cause.kind() + ": " + cause.subject());
      paragraph(cause.because());
      paragraph("Explains: " + some(cause.nodes()));
      List<String> evidence = cause.evidence().stream().map(Evidence::says).distinct().toList();
      if (!evidence.isEmpty()) {
        paragraph("- " + String.join("\n- ", evidence));
      }
      cause.options().forEach(option -> text.append("- open: ").append(option.says()).append('\n'));
    }
  }

  private void pages(BlobRef base) {
    if (!facts.entries().isEmpty()) {
      heading("The team's pages");
      Set<String> matched =
          causes.stream()
              .filter(cause -> cause.known() != null)
              .map(cause -> cause.known().entry())
              .collect(Collectors.toSet());
      paragraph(TeamPages.section(facts.entries(), matched, base).strip());
    }
  }

  private void around() {
    heading("What is around what failed");
    for (Outcome failing : run.failing().stream().limit(MOST_NODES).toList()) {
      paragraph("- `" + failing.node() + "`");
      line("made of", reached(failing.node(), this::above));
      line("below it", reached(failing.node(), this::below));
    }
  }

  private void line(String what, List<String> nodes) {
    if (!nodes.isEmpty()) {
      text.append("  - ").append(what).append(": ").append(some(nodes)).append('\n');
    }
  }

  private List<String> above(String node) {
    return run.part(node).map(Part::dependsOn).orElse(List.of());
  }

  private List<String> below(String node) {
    return run.parts().values().stream()
        .filter(part -> part.dependsOn().contains(node))
        .map(Part::id)
        .toList();
  }

  private static List<String> reached(String from, Function<String, List<String>> next) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> queue = new ArrayDeque<>(List.of(from));
    while (!queue.isEmpty() && found.size() <= MOST_AROUND) {
      for (String node : next.apply(queue.poll())) {
        if (found.add(node)) {
          queue.add(node);
        }
      }
    }
    return new ArrayList<>(found);
  }

  private void changes() {
    heading("What came into the project before it failed");
    Map<Since, List<String>> known = new LinkedHashMap<>();
    if (facts.since().known()) {
      known.put(facts.since(), new ArrayList<>());
    }
    facts.failed().stream()
        .filter(node -> facts.since(node).known())
        .forEach(
            node ->
                known
                    .computeIfAbsent(facts.since(node), since -> new ArrayList<>())
                    .add(node.id()));
    if (known.isEmpty()) {
      paragraph("Nothing is known of an earlier state of the project.");
      return;
    }
    known.forEach(this::came);
    Set<String> told = new LinkedHashSet<>();
    for (FailedNode node : facts.failed()) {
      for (ChangeLook change : node.changes()) {
        told.add(
            "`"
                + change.file()
                + "` by "
                + (change.touches() > 1
                    ? Commits.all(change)
                    : change.commit() + " («" + change.subject() + "»)")
                + ": without it `"
                + node.id()
                + "` "
                + switch (change.without()) {
                  case PASSES -> "passes";
                  case FAILS -> "fails all the same";
                  case UNKNOWN -> "could not be asked";
                });
      }
    }
    told.stream().limit(MOST_CHANGES).forEach(one -> text.append("- ").append(one).append('\n'));
    if (told.size() > MOST_CHANGES) {
      text.append("- and ").append(told.size() - MOST_CHANGES).append(" more\n");
    }
  }

  private void came(Since since, List<String> nodes) {
    String what = nodes.isEmpty() ? "it" : some(nodes);
    paragraph(
        (since.byRun()
                ? "Last passed: " + what + ", at " + since.at() + ". Files that changed since: "
                : "No run is known in which "
                    + what
                    + " passed. Files that changed with the newest commits: ")
            + (since.files().isEmpty() ? "none." : some(since.files()))
            + (since.unasked().isEmpty()
                ? ""
                : ". Of these not tried as before: " + some(since.unasked())));
  }

  private static String some(List<String> names) {
    List<String> first = names.stream().limit(MOST_AROUND).map(name -> "`" + name + "`").toList();
    int more = names.size() - first.size();
    return String.join(", ", first) + (more > 0 ? " and " + more + " more" : "");
  }

  private void heading(String words) {
    paragraph("## " + words);
  }

  private void paragraph(String markdown) {
    text.append(text.isEmpty() ? "" : "\n").append(markdown).append('\n');
  }
}
