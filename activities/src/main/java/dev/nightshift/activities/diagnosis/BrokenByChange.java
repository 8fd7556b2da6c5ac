package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.ChangeFacts.ChangeLook;
import dev.nightshift.activities.diagnosis.ChangeFacts.Ends;
import dev.nightshift.activities.diagnosis.ChangeFacts.PieceLook;
import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.diagnosis.JoinFacts.JoinLook;
import dev.nightshift.activities.edit.Pieces;
import dev.nightshift.activities.edit.Pieces.Piece;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A file of the project changed, and what fails would pass on the same data with the file as it
 * was: the change is the cause, whatever else looks odd. Where one small piece of it is enough,
 * that piece can be undone.
 */
final class BrokenByChange implements Rule {
  /** A change with more slips than this is another design. */
  private static final int MOST_PIECES = 3;

  private record Claim(FailedNode node, ChangeLook change) {}

  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<String, List<Claim>> byFile = new LinkedHashMap<>();
    for (FailedNode node : facts.failed()) {
      if (open.contains(node.id()) && !isMendedByItsText(node)) {
        guilty(node)
            .filter(change -> !undone(change).isEmpty() || !isMendedAtAJoin(node))
            .ifPresent(
                change ->
                    byFile
                        .computeIfAbsent(change.file(), file -> new ArrayList<>())
                        .add(new Claim(node, change)));
      }
    }
    return byFile.values().stream().map(BrokenByChange::cause).toList();
  }

  /** Whose own text tells what it was to be needs no earlier one: the rest of a change stays. */
  private static boolean isMendedByItsText(FailedNode node) {
    return node.code() != null
        && (!node.code().misspelt().meant().isEmpty()
            || !node.code().slip().isEmpty()
            || !node.code().whose().places().isEmpty());
  }

  /** Where nothing can be undone by itself, a model that is proven to have one row each helps. */
  private static boolean isMendedAtAJoin(FailedNode node) {
    return node.test() != null
        && node.test().breaksAt().isPresent()
        && node.test().joins().stream().filter(JoinLook::guilty).count() == 1
        && node.test().joins().stream()
            .filter(JoinLook::guilty)
            .allMatch(join -> OneRowEach.of(join).details().containsKey("file"));
  }

  /** Of several the one with a piece that can be undone, then the one that was made first. */
  private static Optional<ChangeLook> guilty(FailedNode node) {
    List<ChangeLook> explaining = node.changes().stream().filter(ChangeLook::explains).toList();
    return explaining.stream()
        .filter(change -> !undone(change).isEmpty())
        .reduce((nearer, further) -> further)
        .or(() -> explaining.stream().reduce((nearer, further) -> further));
  }

  /** Whether one small piece of a change is all that it takes. */
  static boolean isUndoable(FailedNode node) {
    return node.changes().stream()
        .anyMatch(change -> change.explains() && !undone(change).isEmpty());
  }

  /** What of a change is to go: empty where nothing small makes the difference. */
  private static List<Piece> undone(ChangeLook change) {
    return change.pieces().stream()
        .filter(piece -> piece.without() == Ends.PASSES && piece.doubt().isEmpty())
        .min(Comparator.comparing(piece -> piece.piece().size()))
        .map(piece -> List.of(piece.piece()))
        .orElseGet(() -> moved(change));
  }

  /** Lines that only stand elsewhere went in one piece and came in another: one change. */
  private static List<Piece> moved(ChangeLook change) {
    List<Piece> pieces = change.pieces().stream().map(PieceLook::piece).toList();
    boolean few = change.explains() && pieces.size() > 1 && pieces.size() <= MOST_PIECES;
    return few
            && change.pieces().stream().allMatch(BrokenByChange::isMoved)
            && lines(pieces, Piece::before).equals(lines(pieces, Piece::after))
        ? pieces
        : List.of();
  }

  /** What only comes there was meant, by itself; it may have gone from elsewhere. */
  private static boolean isMoved(PieceLook piece) {
    return piece.doubt().isEmpty() || piece.piece().before().stream().allMatch(String::isBlank);
  }

  /** The comma behind the last of a list comes and goes with its place. */
  private static List<String> lines(List<Piece> pieces, Function<Piece, List<String>> side) {
    return pieces.stream()
        .flatMap(piece -> side.apply(piece).stream())
        .map(line -> line.strip().replaceFirst("\\s*,$", ""))
        .filter(line -> !line.isEmpty())
        .sorted()
        .toList();
  }

  /**
   * What to undo of a node's own change, where that is all that changed: the build shows whether it
   * was the error where no question can.
   */
  static Map<String, String> undoing(FailedNode node) {
    List<ChangeLook> own =
        node.changes().stream()
            .filter(change -> change.node().equals(node.id()) || isTested(node, change))
            .toList();
    if (own.size() != 1 || own.get(0).without() == Ends.FAILS) {
      return Map.of();
    }
    if (own.get(0).explains()) {
      return undoing(own);
    }
    List<PieceLook> pieces = own.get(0).pieces();
    return pieces.size() == 1 && pieces.get(0).doubt().isEmpty()
        ? undoing(own.get(0).file(), List.of(pieces.get(0).piece()))
        : Map.of();
  }

  /** The code that a unit test runs is that of its model. */
  private static boolean isTested(FailedNode node, ChangeLook change) {
    return node.type().equals("unit_test") && change.file().equals(node.path());
  }

  private static Map<String, String> undoing(String file, List<Piece> pieces) {
    return Map.of("file", file, "pieces", Pieces.written(pieces));
  }

  /** What to undo of the change, for a cause's details, or why nothing. */
  private static Map<String, String> undoing(List<ChangeLook> changes) {
    Set<Piece> pieces = new LinkedHashSet<>();
    for (ChangeLook change : changes) {
      List<Piece> gone = undone(change);
      if (gone.isEmpty()) {
        return Map.of("undecided", undecided(change));
      }
      pieces.addAll(gone);
    }
    return pieces.size() > MOST_PIECES
        ? Map.of("undecided", "more than " + MOST_PIECES + " pieces of the change would have to go")
        : undoing(changes.get(0).file(), List.copyOf(pieces));
  }

  private static String undecided(ChangeLook change) {
    return change.pieces().stream()
        .filter(piece -> piece.without() == Ends.PASSES)
        .findFirst()
        .map(piece -> "the change is a person's to take back: " + piece.doubt())
        .orElse("no single piece of the change makes the difference");
  }

  private static Cause cause(List<Claim> claims) {
    ChangeLook change = claims.get(0).change();
    List<FailedNode> nodes = claims.stream().map(Claim::node).toList();
    List<Evidence> evidence = new ArrayList<>();
    for (Claim claim : claims) {
      evidence.add(
          Evidence.asked(
              Say.name(claim.node().id())
                  + " fails as "
                  + change.file()
                  + " is, and would pass as it was before "
                  + commit(change),
              claim.change().query(),
              Witness.PRODUCTION));
    }
    evidence.addAll(Errors.evidence(nodes));
    Map<String, String> details = new TreeMap<>();
    details.put("file", change.file());
    details.put("commit", change.commit());
    details.putAll(undoing(claims.stream().map(Claim::change).toList()));
    return new Cause(
        "broken_by_change",
        Verdict.CODE,
        change.node(),
        nodes.stream().map(FailedNode::id).sorted().toList(),
        change.file()
            + " was changed by "
            + commit(change)
            + "; with its text before that, and the same data, "
            + (nodes.size() == 1
                ? Say.name(nodes.get(0).id()) + " passes."
                : Say.count(nodes.size(), "failing node") + " of tonight pass."),
        evidence,
        details,
        null);
  }

  private static String commit(ChangeLook change) {
    return Say.commit(change.commit(), change.subject());
  }
}
