package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.Facts.Candidate;
import dev.nightshift.activities.diagnosis.Facts.Comparison;
import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.diagnosis.Facts.Suspect;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Cause.Option;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A source lost a column that the project counts on. When exactly one new column of it can be the
 * same thing under another name, and the old values do not speak against that, it was renamed;
 * otherwise a person is asked.
 */
final class RenamedSourceColumn implements Rule {
  // Rows change between two nights; a rename leaves all but a few of them as they were.
  private static final double AGREES = 0.98;
  // So few old values could be found again in any column by chance.
  private static final long TOO_FEW = 20;
  private static final int MOST_WAYS = 5;
  private static final String RENAMED = "renamed_source_column";

  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<String, Suspect> suspects = new LinkedHashMap<>();
    Map<String, List<FailedNode>> nodes = new LinkedHashMap<>();
    for (FailedNode node : facts.failed()) {
      if (!open.contains(node.id()) || node.missingColumn() == null) {
        continue;
      }
      node.missingColumn().suspects().stream()
          .filter(Suspect::expected)
          .findFirst()
          .ifPresent(
              suspect -> {
                suspects.putIfAbsent(suspect.subject(), suspect);
                nodes.computeIfAbsent(suspect.subject(), key -> new ArrayList<>()).add(node);
              });
    }
    return suspects.entrySet().stream()
        .map(entry -> cause(facts, entry.getValue(), nodes.get(entry.getKey())))
        .toList();
  }

  private static Cause cause(Facts facts, Suspect lost, List<FailedNode> nodes) {
    List<Candidate> agreeing =
        lost.candidates().stream().filter(RenamedSourceColumn::agrees).toList();
    List<Candidate> silent =
        lost.candidates().stream()
            .filter(candidate -> candidate.sameType() && candidate.akin() && undecided(candidate))
            .toList();
    if (agreeing.size() == 1) {
      return renamed(facts, lost, agreeing.get(0), nodes);
    }
    if (agreeing.isEmpty() && silent.size() == 1 && noOtherIsAkin(lost, silent.get(0))) {
      return renamed(facts, lost, silent.get(0), nodes);
    }
    return unclear(facts, lost, agreeing, nodes);
  }

  private static boolean noOtherIsAkin(Suspect lost, Candidate one) {
    return lost.candidates().stream()
        .noneMatch(other -> !other.equals(one) && other.akin() && other.sameType());
  }

  private static boolean agrees(Candidate candidate) {
    Comparison comparison = candidate.comparison();
    return candidate.sameType()
        && comparison != null
        && !undecided(candidate)
        && comparison.same() >= AGREES * comparison.compared();
  }

  /** Nothing could be compared, or too little to tell. */
  private static boolean undecided(Candidate candidate) {
    Comparison comparison = candidate.comparison();
    return comparison == null || (comparison.key().isEmpty() && comparison.compared() < TOO_FEW);
  }

  private static Cause renamed(Facts facts, Suspect lost, Candidate to, List<FailedNode> nodes) {
    String because =
        lost.relation()
            + " has no column "
            + lost.column()
            + " any more and a new one, "
            + to.name()
            + ", in its place"
            + (lost.type().isEmpty()
                ? ""
                : " and of its type, " + to.type().toLowerCase(Locale.ROOT))
            + ", and "
            + values(to)
            + ".";
    List<Evidence> evidence = evidence(lost, nodes);
    if (to.comparison() != null) {
      evidence.add(Evidence.asked(compared(to), to.comparison().query(), Witness.PRODUCTION));
    }
    return new Cause(
        RENAMED,
        Verdict.CODE,
        lost.subject(),
        ids(nodes),
        because,
        evidence,
        details(facts, lost, to),
        null);
  }

  private static Map<String, String> details(Facts facts, Suspect lost, Candidate to) {
    return Map.of(
        "adapter", facts.adapter(),
        "source", lost.source(),
        "relation", lost.relation(),
        "from", lost.column(),
        "to", written(facts.adapter(), to.name()),
        "files", String.join("\n", lost.files()),
        "readers", String.join("\n", lost.readers()));
  }

  /** Who knows the source can say what no value shows. */
  private static List<Option> ways(Facts facts, Suspect lost, List<Candidate> plausible) {
    List<Candidate> named = plausible.isEmpty() ? lost.candidates() : plausible;
    return named.stream()
        .filter(Candidate::sameType)
        .limit(MOST_WAYS)
        .map(
            to ->
                new Option(
                    to.name(),
                    to.name() + " is what " + lost.column() + " was",
                    Verdict.CODE,
                    RENAMED,
                    details(facts, lost, to)))
        .toList();
  }

  /** Snowflake shouts what was written without quotes. */
  private static String written(String adapter, String name) {
    boolean folded = adapter.equals("snowflake") && name.equals(name.toUpperCase(Locale.ROOT));
    return folded ? name.toLowerCase(Locale.ROOT) : name;
  }

  private static String values(Candidate to) {
    Comparison seen = to.comparison();
    if (seen == null || undecided(to)) {
      return "no table below holds old values to compare; the names alone speak for it";
    }
    String rows = Say.number(seen.compared());
    String all =
        seen.same() == seen.compared() ? "all " + rows : Say.number(seen.same()) + " of " + rows;
    return seen.key().isEmpty()
        ? all + " values that " + seen.table() + " holds from before are in it"
        : all + " rows that " + seen.table() + " holds from before have the same value in it";
  }

  private static Cause unclear(
      Facts facts, Suspect lost, List<Candidate> agreeing, List<FailedNode> nodes) {
    List<Candidate> plausible =
        !agreeing.isEmpty()
            ? agreeing
            : lost.candidates().stream()
                .filter(Candidate::sameType)
                .filter(candidate -> candidate.akin() || candidate.comparison() != null)
                .toList();
    String start = lost.relation() + " has no column " + lost.column() + " any more, and ";
    String rest;
    if (plausible.isEmpty()) {
      rest =
          others(lost)
              + ". Will it come back, or is it to be taken out of "
              + Say.list(lost.readers().stream().map(Say::name).toList())
              + "?";
    } else {
      String names = Say.list(plausible.stream().map(Candidate::name).toList());
      rest =
          "what came in its place is not decided by the data: "
              + Say.list(plausible.stream().map(RenamedSourceColumn::compared).toList())
              + ". Does "
              + names
              + " hold what "
              + lost.column()
              + " was, or must it be worked out from them?";
    }
    List<Evidence> evidence = evidence(lost, nodes);
    plausible.stream()
        .filter(candidate -> candidate.comparison() != null)
        .forEach(
            candidate ->
                evidence.add(
                    Evidence.asked(
                        compared(candidate), candidate.comparison().query(), Witness.PRODUCTION)));
    return new Cause(
            plausible.isEmpty() ? "dropped_source_column" : "ambiguous_source_column",
            Verdict.UNCLEAR,
            lost.subject(),
            ids(nodes),
            start + rest,
            evidence,
            Map.of("source", lost.source(), "relation", lost.relation(), "from", lost.column()),
            null)
        .asking(ways(facts, lost, plausible));
  }

  private static String others(Suspect lost) {
    if (lost.candidates().isEmpty()) {
      return "no new column came in its place";
    }
    return "the data does not show that a new one stands for it: "
        + Say.list(
            lost.candidates().stream()
                .map(each -> each.name() + " (" + each.type().toLowerCase(Locale.ROOT) + ")")
                .toList());
  }

  private static String compared(Candidate candidate) {
    Comparison seen = candidate.comparison();
    if (seen == null) {
      return candidate.name() + " could not be compared";
    }
    return candidate.name()
        + " agrees with "
        + Say.number(seen.same())
        + " of "
        + Say.number(seen.compared())
        + (seen.key().isEmpty() ? " values of " : " rows of ")
        + seen.table()
        + (seen.key().isEmpty() ? "" : " by " + seen.key());
  }

  private static List<Evidence> evidence(Suspect lost, List<FailedNode> nodes) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.addAll(Errors.evidence(nodes));
    if (lost.documented()) {
      evidence.add(Evidence.of(lost.column() + " is a documented column of it", lost.source()));
    }
    if (!lost.builtIn().isEmpty()) {
      evidence.add(
          Evidence.of(lost.builtIn() + " was built from it when it was there", Witness.PRODUCTION));
    }
    return evidence;
  }

  private static List<String> ids(List<FailedNode> nodes) {
    return nodes.stream().map(FailedNode::id).sorted().toList();
  }
}
