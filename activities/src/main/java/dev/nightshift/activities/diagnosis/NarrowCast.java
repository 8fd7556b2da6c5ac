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
import java.util.Set;

/**
 * A model casts a whole number of its source to a type that holds less than the source's own: its
 * numbers have outgrown the cast, and nothing is wrong with them. Those that stand apart may be
 * wrong: a person is asked.
 */
final class NarrowCast implements Rule {
  private static final Map<String, Integer> BITS =
      Map.of(
          "tinyint", 8,
          "smallint", 16,
          "int", 32,
          "integer", 32,
          "int4", 32,
          "bigint", 64,
          "int8", 64,
          "hugeint", 128);

  /** Of whole numbers: what holds fractions loses them on the way. */
  static boolean isWider(String type, String than) {
    return BITS.getOrDefault(type.toLowerCase(Locale.ROOT), 0)
        > BITS.getOrDefault(than.toLowerCase(Locale.ROOT), Integer.MAX_VALUE);
  }

  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<BadCast, List<FailedNode>> nodes = new LinkedHashMap<>();
    for (FailedNode node : facts.failed()) {
      if (open.contains(node.id()) && node.badCasts().size() == 1) {
        BadCast cast = node.badCasts().get(0);
        if (!cast.retyped() && isWider(cast.type(), cast.castTo())) {
          nodes.computeIfAbsent(cast, key -> new ArrayList<>()).add(node);
        }
      }
    }
    return nodes.entrySet().stream().map(it -> cause(it.getKey(), it.getValue())).toList();
  }

  private static Cause cause(BadCast cast, List<FailedNode> nodes) {
    List<Evidence> evidence = new ArrayList<>();
    String says = Say.count(cast.bad(), "value") + " that the cast does not hold";
    evidence.add(Evidence.asked(says, cast.query(), Witness.PRODUCTION));
    evidence.addAll(Errors.evidence(nodes));
    return new Cause(
        "narrow_cast",
        cast.apart() ? Verdict.UNCLEAR : Verdict.CODE,
        cast.reader(),
        nodes.stream().map(FailedNode::id).sorted().toList(),
        Say.name(cast.reader())
            + " casts "
            + cast.relation()
            + "."
            + cast.column()
            + " to "
            + cast.castTo().toLowerCase(Locale.ROOT)
            + ", and it is "
            + cast.type().toLowerCase(Locale.ROOT)
            + " there: "
            + Say.number(cast.bad())
            + " of "
            + Say.count(cast.rows(), "row")
            + " hold more than fits."
            + (cast.apart()
                ? " They stand far from all others, or for a value that is not known. Are they"
                    + " numbers like the rest?"
                : ""),
        evidence,
        cast.apart()
            ? null
            : Map.of(
                "file", String.join("\n", cast.files()),
                "column", cast.column(),
                "from", cast.castTo(),
                "to", cast.type()),
        null);
  }
}
