package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.diagnosis.Facts.LateLook;
import dev.nightshift.activities.knowledge.Entries;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.KnowledgeMatch;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A source whose newest rows are too old. It passes by waiting only where a page says so, for this
 * long, and nothing else of the same loader is late that no page speaks of.
 */
final class LateSource implements Rule {
  private static final String FROM = "dbt source freshness";

  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<String, List<FailedNode>> byGroup = new LinkedHashMap<>();
    for (FailedNode node : facts.failed()) {
      if (open.contains(node.id()) && node.late() != null) {
        byGroup.computeIfAbsent(node.late().group(), group -> new ArrayList<>()).add(node);
      }
    }
    List<Cause> causes = new ArrayList<>();
    byGroup.forEach((group, nodes) -> causes.addAll(causes(facts, group, nodes)));
    return causes;
  }

  private static List<Cause> causes(Facts facts, String group, List<FailedNode> nodes) {
    if (nodes.stream().allMatch(node -> passes(facts, node.late()))) {
      return nodes.stream().map(node -> passing(facts, node)).toList();
    }
    if (nodes.get(0).late().all()) {
      return List.of(loader(group, nodes));
    }
    return nodes.stream().map(node -> overdue(facts, node)).toList();
  }

  private static boolean passes(Facts facts, LateLook late) {
    return Lateness.page(facts.entries(), late).filter(page -> page.covers(late)).isPresent();
  }

  private static Cause passing(Facts facts, FailedNode node) {
    Lateness.Page page = Lateness.page(facts.entries(), node.late()).orElseThrow();
    String bound =
        page.bound().isPresent() ? ", for up to " + Say.time(page.bound().getAsLong()) : "";
    return cause(
        Verdict.TRANSIENT,
        node,
        old(node.late())
            + "; "
            + others(node.late())
            + ", and the entry "
            + page.entry().path()
            + " says that this passes by waiting"
            + bound
            + ".",
        Optional.of(page));
  }

  private static Cause overdue(Facts facts, FailedNode node) {
    Optional<Lateness.Page> page = Lateness.page(facts.entries(), node.late());
    String said =
        page.map(
                there ->
                    there.waits() && !there.covers(node.late())
                        ? " The entry "
                            + there.entry().path()
                            + " lets it pass for up to "
                            + Say.time(there.bound().orElse(0))
                            + ", which are over."
                        : " The entry " + there.entry().path() + " speaks of it.")
            .orElse("");
    return cause(
        Verdict.SOURCE,
        node,
        old(node.late())
            + "; "
            + others(node.late())
            + ". It has to be delivered by "
            + node.late().words()
            + "."
            + said,
        page);
  }

  /** Nothing came at all: that is one cause, however many sources it has. */
  private static Cause loader(String group, List<FailedNode> nodes) {
    LateLook late = nodes.get(0).late();
    int all = late.others() + 1;
    List<Evidence> evidence = nodes.stream().map(node -> evidence(node.late())).toList();
    return new Cause(
        "late_source",
        Verdict.SOURCE,
        group,
        nodes.stream().map(FailedNode::id).sorted().toList(),
        "All "
            + Say.count(all, "source")
            + " of "
            + late.words()
            + " that were asked are late, so nothing was loaded: not one table is missing, but the"
            + " load did not run. "
            + old(late)
            + ".",
        evidence,
        Map.of("source", late.source()),
        null);
  }

  private static Cause cause(
      Verdict verdict, FailedNode node, String because, Optional<Lateness.Page> page) {
    LateLook late = node.late();
    List<Evidence> evidence = new ArrayList<>(List.of(evidence(late)));
    page.ifPresent(
        there ->
            evidence.add(
                Evidence.of(
                    there.entry().title() + " (version " + there.entry().version() + ")",
                    there.entry().path())));
    KnowledgeMatch known = page.map(there -> Entries.matched(there.entry(), false)).orElse(null);
    return new Cause(
        "late_source",
        verdict,
        node.id(),
        List.of(node.id()),
        because,
        evidence,
        Map.of("source", node.id()),
        known);
  }

  private static Evidence evidence(LateLook late) {
    return Evidence.of(
        late.relation()
            + ": newest "
            + (late.newest().isEmpty() ? "nothing" : late.newest())
            + (late.asked().isEmpty() ? "" : ", asked " + late.asked())
            + (late.filter().isEmpty() ? "" : ", where " + late.filter()),
        FROM);
  }

  private static String old(LateLook late) {
    String limit =
        late.limitSeconds() > 0 ? ", over the limit of " + Say.time(late.limitSeconds()) : "";
    return late.newest().isEmpty()
        ? late.relation() + " has no rows that say when they came" + limit
        : "The newest rows of "
            + late.relation()
            + " are "
            + Say.time(late.ageSeconds())
            + " old"
            + limit;
  }

  private static String others(LateLook late) {
    if (late.others() == 0) {
      return "no other source of " + late.words() + " was asked";
    }
    int fresh = late.others() - late.lateOthers().size();
    if (late.lateOthers().isEmpty()) {
      return late.others() == 1
          ? "the other source of " + late.words() + " passes, so only this table is late"
          : "all "
              + late.others()
              + " other sources of "
              + late.words()
              + " pass, so only this table is late";
    }
    return "of "
        + Say.count(late.others(), "other source")
        + " of "
        + late.words()
        + " "
        + Say.number(fresh)
        + " pass, and late too: "
        + Say.list(late.lateOthers());
  }
}
