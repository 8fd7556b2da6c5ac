package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.Facts.BadCast;
import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A conversion failed because a source delivers text that is no value of the type. */
final class SourceTypeChange implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<String, BadCast> casts = new LinkedHashMap<>();
    Map<String, List<FailedNode>> nodes = new LinkedHashMap<>();
    for (FailedNode node : facts.failed()) {
      if (open.contains(node.id())) {
        meant(node)
            .filter(cast -> !cast.reader().isEmpty() || isSince(facts, node, cast))
            .ifPresent(
                cast -> {
                  String subject = cast.source() + "." + cast.column();
                  casts.putIfAbsent(subject, cast);
                  nodes.computeIfAbsent(subject, key -> new ArrayList<>()).add(node);
                });
      }
    }
    return casts.entrySet().stream()
        .map(entry -> cause(entry.getKey(), entry.getValue(), nodes.get(entry.getKey())))
        .toList();
  }

  /** It has values that do not fit, and what reads it is as it was when it ran well. */
  private static boolean isSince(Facts facts, FailedNode node, BadCast cast) {
    return cast.bad() > 0 && facts.unchanged(node);
  }

  /** The column that the message names, else the only one with bad values. */
  private static Optional<BadCast> meant(FailedNode node) {
    List<BadCast> casts = node.badCasts();
    if (casts.size() == 1) {
      return Optional.of(casts.get(0));
    }
    String named = node.trouble().name();
    return casts.stream().filter(cast -> cast.column().equalsIgnoreCase(named)).findFirst();
  }

  private static Cause cause(String subject, BadCast cast, List<FailedNode> nodes) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        Evidence.asked(
            Say.count(cast.bad(), "value") + " that cannot be cast",
            cast.query(),
            Witness.PRODUCTION));
    evidence.addAll(Errors.evidence(nodes));
    return new Cause(
        "source_type_changed",
        Verdict.SOURCE,
        subject,
        nodes.stream().map(FailedNode::id).sorted().toList(),
        because(cast),
        evidence,
        Map.of("source", cast.source(), "column", cast.column()),
        null);
  }

  private static String because(BadCast cast) {
    String delivered =
        cast.relation()
            + "."
            + cast.column()
            + " is delivered as "
            + cast.type().toLowerCase(Locale.ROOT)
            + ", ";
    String unfit =
        Say.number(cast.bad())
            + " of its "
            + Say.count(cast.rows(), "row")
            + " hold text that is no "
            + cast.castTo().toLowerCase(Locale.ROOT);
    if (!cast.retyped()) {
      return delivered + "and " + unfit + ", which " + Say.name(cast.reader()) + " casts it to.";
    }
    if (cast.reader().isEmpty()) {
      return delivered + "and " + unfit + ", which the code that reads it takes it for.";
    }
    return delivered
        + "where "
        + cast.reader()
        + " holds it as "
        + cast.castTo().toLowerCase(Locale.ROOT)
        + " from before"
        + (cast.bad() > 0 ? "; " + unfit : "")
        + ".";
  }
}
