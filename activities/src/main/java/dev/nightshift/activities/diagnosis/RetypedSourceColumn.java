package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.Facts.BadCast;
import dev.nightshift.activities.diagnosis.Facts.Comparison;
import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A column of a source has another type than it was built with last, and each of its values still
 * is one of that type, none the less for it: the project can cast it where it reads the source.
 * With a single value that is none it is no longer the same column, and not ours.
 */
final class RetypedSourceColumn implements Rule {
  /**
   * Rows may have been corrected since they were built; a column in another unit agrees in none.
   */
  private static final double AGREES = 0.9;

  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<String, Map<String, BadCast>> columns = new LinkedHashMap<>();
    Map<String, List<FailedNode>> nodes = new LinkedHashMap<>();
    for (FailedNode node : facts.failed()) {
      if (open.contains(node.id()) && isCarried(node.badCasts()) && isTold(facts, node)) {
        String source = node.badCasts().get(0).source();
        node.badCasts()
            .forEach(
                cast ->
                    columns
                        .computeIfAbsent(source, key -> new TreeMap<>())
                        .putIfAbsent(cast.column(), cast));
        nodes.computeIfAbsent(source, key -> new ArrayList<>()).add(node);
      }
    }
    return columns.entrySet().stream()
        .map(
            entry ->
                cause(facts, List.copyOf(entry.getValue().values()), nodes.get(entry.getKey())))
        .toList();
  }

  private static boolean isCarried(List<BadCast> casts) {
    return !casts.isEmpty()
        && casts.stream().map(BadCast::source).distinct().count() == 1
        && casts.stream().allMatch(RetypedSourceColumn::isCarried);
  }

  /** Where no table tells of it: what ran well, and is as it was, read no text then. */
  private static boolean isTold(Facts facts, FailedNode node) {
    return node.badCasts().stream().noneMatch(cast -> cast.reader().isEmpty())
        || (node.badCasts().size() == 1 && facts.unchanged(node));
  }

  private static boolean isCarried(BadCast cast) {
    Comparison before = cast.before();
    return cast.retyped()
        && cast.bad() == 0
        && cast.rows() > 0
        && !cast.files().isEmpty()
        && switch (Names.family(cast.castTo())) {
          // Words for a truth are anybody's choice, and other numbers than 0 and 1 become one.
          case "truth" -> false;
          // What a number was written like, its leading zeros above all, is gone with the text.
          case "text" -> before != null && before.same() == before.compared();
          default -> before == null || before.same() >= AGREES * before.compared();
        };
  }

  private static Cause cause(Facts facts, List<BadCast> casts, List<FailedNode> nodes) {
    BadCast first = casts.get(0);
    Set<String> files = new LinkedHashSet<>();
    nodes.forEach(node -> node.badCasts().forEach(cast -> files.addAll(cast.files())));
    List<Evidence> evidence = new ArrayList<>();
    for (BadCast cast : casts) {
      String says = "No value of " + cast.column() + " is lost as " + lower(cast.castTo());
      evidence.add(Evidence.asked(says, cast.query(), Witness.PRODUCTION));
      if (cast.before() != null) {
        evidence.add(
            Evidence.asked(compared(cast.before()), cast.before().query(), Witness.PRODUCTION));
      }
    }
    evidence.addAll(Errors.evidence(nodes));
    return new Cause(
        "retyped_source_column",
        Verdict.CODE,
        casts.size() == 1 ? first.subject() : first.source(),
        nodes.stream().map(FailedNode::id).sorted().toList(),
        casts.stream()
            .map(cast -> because(facts.passedAt(having(nodes, cast)), cast))
            .collect(Collectors.joining(" ")),
        evidence,
        Map.of(
            "adapter", facts.adapter(),
            "source", first.source(),
            "relation", first.relation(),
            "through",
                casts.stream()
                    .map(cast -> cast.column() + " cast({} as " + lower(cast.castTo()) + ")")
                    .collect(Collectors.joining("\n")),
            "files", files.stream().sorted().collect(Collectors.joining("\n"))),
        null);
  }

  private static List<FailedNode> having(List<FailedNode> nodes, BadCast cast) {
    return nodes.stream()
        .filter(
            node -> node.badCasts().stream().anyMatch(it -> it.subject().equals(cast.subject())))
        .toList();
  }

  private static String because(String passed, BadCast cast) {
    return cast.relation()
        + "."
        + cast.column()
        + " is delivered as "
        + lower(cast.type())
        + ", where "
        + (cast.reader().isEmpty()
            ? "the same code, which takes no text, ran well " + passed + " and it must have been "
            : cast.reader() + " was built of it as ")
        + lower(cast.castTo())
        + "; each of its "
        + Say.count(cast.rows(), "row")
        + " still holds one"
        + (cast.before() == null ? "" : ", and " + compared(cast.before()))
        + ".";
  }

  private static String compared(Comparison before) {
    return (before.same() == before.compared() ? "all " : Say.number(before.same()) + " of the ")
        + Say.count(before.compared(), "row")
        + " that "
        + before.table()
        + " holds from before come out the same";
  }

  private static String lower(String type) {
    return type.toLowerCase(Locale.ROOT);
  }
}
