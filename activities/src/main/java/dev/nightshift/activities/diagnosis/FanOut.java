package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.ChangeFacts.ChangeLook;
import dev.nightshift.activities.diagnosis.ChangeFacts.Ends;
import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.diagnosis.JoinFacts.JoinLook;
import dev.nightshift.activities.diagnosis.TestFacts.Hop;
import dev.nightshift.activities.diagnosis.TestFacts.TestLook;
import dev.nightshift.activities.edit.Pieces;
import dev.nightshift.activities.edit.Pieces.Piece;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A key is unique above and not below: a model on the way makes more rows than it was given. Where
 * one join of it matches several rows by columns that nobody claims to be a key, that join is the
 * error; otherwise a person is asked.
 */
final class FanOut implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<String, List<FailedNode>> byModel = new LinkedHashMap<>();
    for (FailedNode node : facts.failed()) {
      TestLook test = node.test();
      if (open.contains(node.id()) && test != null && test.kind().equals("unique")) {
        test.breaksAt()
            .ifPresent(
                at ->
                    byModel
                        .computeIfAbsent(test.hops().get(at).node(), model -> new ArrayList<>())
                        .add(node));
      }
    }
    return byModel.entrySet().stream()
        .map(entry -> cause(facts, entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Cause cause(Facts facts, String model, List<FailedNode> nodes) {
    TestLook test = nodes.get(0).test();
    int index = test.breaksAt().orElseThrow();
    Hop at = test.hops().get(index);
    Hop above = test.hops().get(index + 1);
    List<JoinLook> guilty = test.joins().stream().filter(JoinLook::guilty).toList();
    String grain =
        above.relation()
            + " has "
            + Say.count(above.rows(), "row")
            + (above.bad() == 0 ? ", each " + name(above) + " once" : "")
            + ", and "
            + Say.name(at.node())
            + " has "
            + Say.number(at.rows())
            + ", "
            + Say.number(at.bad())
            + " of them more than once; ";
    List<Evidence> evidence = evidence(test);
    if (guilty.size() == 1 && OneRowEach.of(guilty.get(0)).isOfCopies()) {
      String why = " Its rows of one key are the same in all columns: they were delivered twice.";
      return ofSource(model, guilty.get(0), nodes, grain + join(guilty.get(0)) + why, evidence);
    }
    if (isOne(guilty) && arrived(facts, nodes, guilty.get(0))) {
      String why =
          " It passed "
              + facts.passedAt(nodes)
              + " with the same code: the rows came with the source since.";
      return ofSource(model, guilty.get(0), nodes, grain + join(guilty.get(0)) + why, evidence);
    }
    Optional<ChangeLook> opened =
        guilty.size() == 1 ? opened(nodes, guilty.get(0)) : Optional.empty();
    if (opened.isPresent()) {
      return ofChange(opened.get(), nodes, grain + join(guilty.get(0)), evidence);
    }
    return new Cause(
        "fan_out",
        guilty.size() == 1 ? Verdict.CODE : Verdict.UNCLEAR,
        model,
        nodes.stream().map(FailedNode::id).sorted().toList(),
        grain
            + (guilty.size() == 1
                ? join(guilty.get(0)) + beside(nodes, guilty.get(0))
                : question(guilty)),
        evidence,
        details(model, at, guilty),
        null);
  }

  /**
   * The one piece that went from what is joined and chose among its rows, where no question could
   * be asked with it: the build tells whether it made each key one row.
   */
  private static Optional<ChangeLook> opened(List<FailedNode> nodes, JoinLook join) {
    return OneRowEach.of(join).details().containsKey("file")
        ? Optional.empty()
        : changed(nodes, join)
            .filter(
                change ->
                    change.pieces().size() == 1
                        && change.pieces().get(0).doubt().isEmpty()
                        && chose(change.pieces().get(0).piece()));
  }

  /** What is joined was changed, and nobody could say what that does. */
  private static Optional<ChangeLook> changed(List<FailedNode> nodes, JoinLook join) {
    return nodes.get(0).changes().stream()
        .filter(change -> change.node().equals(join.node()) && change.without() == Ends.UNKNOWN)
        .findFirst();
  }

  private static boolean chose(Piece piece) {
    return !RowLines.of(piece.after()).containsAll(RowLines.of(piece.before()));
  }

  private static boolean keepsRows(Piece piece) {
    return RowLines.of(piece.before()).equals(RowLines.of(piece.after()));
  }

  /** How a column is made says nothing of how many rows there are. */
  private static String beside(List<FailedNode> nodes, JoinLook join) {
    return changed(nodes, join)
        .filter(change -> change.pieces().size() == 1)
        .filter(change -> keepsRows(change.pieces().get(0).piece()))
        .map(
            change ->
                " "
                    + change.file()
                    + " was changed by "
                    + Say.commit(change.commit(), change.subject())
                    + ", and by nothing in it that tells how many rows it has: they may have come"
                    + " with what it reads.")
        .orElse("");
  }

  private static Cause ofChange(
      ChangeLook change, List<FailedNode> nodes, String because, List<Evidence> evidence) {
    return new Cause(
        "changed_code",
        Verdict.CODE,
        change.node(),
        nodes.stream().map(FailedNode::id).sorted().toList(),
        because
            + " "
            + change.file()
            + " was changed by "
            + Say.commit(change.commit(), change.subject())
            + ", and no longer leaves one row of each.",
        evidence,
        Map.of(
            "file", change.file(),
            "commit", change.commit(),
            "pieces", Pieces.written(List.of(change.pieces().get(0).piece()))),
        null);
  }

  private static Cause ofSource(
      String model,
      JoinLook join,
      List<FailedNode> nodes,
      String because,
      List<Evidence> evidence) {
    return new Cause(
        "source_duplicates",
        Verdict.SOURCE,
        join.source() + "." + String.join("+", join.columns()),
        nodes.stream().map(FailedNode::id).sorted().toList(),
        because,
        evidence,
        Map.of("source", join.source(), "model", model),
        null);
  }

  /** The same relation by the same columns, however often. */
  private static boolean isOne(List<JoinLook> guilty) {
    return guilty.stream().map(join -> join.node() + join.columns()).distinct().count() == 1;
  }

  /** The same join gave one row each when the test passed, and nothing proves that it is wrong. */
  private static boolean arrived(Facts facts, List<FailedNode> nodes, JoinLook join) {
    return !join.source().isEmpty()
        && !OneRowEach.of(join).details().containsKey("file")
        && nodes.stream().allMatch(facts::unchanged);
  }

  private static Map<String, String> details(String model, Hop at, List<JoinLook> guilty) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("model", model);
    details.put("column", String.join(",", at.columns()));
    if (guilty.size() == 1) {
      JoinLook join = guilty.get(0);
      details.put("joined", join.node());
      details.put("by", String.join(",", join.columns()));
      details.putAll(OneRowEach.of(join).details());
    }
    return details;
  }

  private static String name(Hop hop) {
    return String.join(", ", hop.columns());
  }

  private static String join(JoinLook join) {
    return "it joins "
        + Say.name(join.node())
        + " by "
        + String.join(", ", join.columns())
        + ", which is no key of it ("
        + Say.number(join.repeated())
        + " occur there more than once)."
        + OneRowEach.of(join).because();
  }

  private static String question(List<JoinLook> guilty) {
    return guilty.isEmpty()
        ? "none of its joins explains it. Was its grain meant to change?"
        : "its joins with "
            + Say.list(guilty.stream().map(join -> Say.name(join.node())).toList())
            + (guilty.size() == 2 ? " both" : " all")
            + " match several rows. Which grain is meant?";
  }

  private static List<Evidence> evidence(TestLook test) {
    List<Evidence> evidence = new ArrayList<>();
    for (Hop hop : test.hops()) {
      String says =
          hop.relation()
              + ": "
              + Say.number(hop.bad())
              + " keys occur more than once in "
              + Say.count(hop.rows(), "row");
      evidence.add(Evidence.asked(says, hop.query(), Witness.PRODUCTION));
    }
    for (JoinLook join : test.joins()) {
      String says =
          join.relation()
              + ": "
              + Say.number(join.repeated())
              + " values of "
              + String.join(", ", join.columns())
              + " occur more than once";
      evidence.add(Evidence.asked(says, join.query(), Witness.PRODUCTION));
      evidence.addAll(OneRowEach.of(join).evidence());
    }
    return evidence;
  }
}
