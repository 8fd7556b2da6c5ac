package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.ChangeFacts.ChangeLook;
import dev.nightshift.activities.diagnosis.ChangeFacts.Ends;
import dev.nightshift.activities.diagnosis.ChangeFacts.PieceLook;
import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.edit.Pieces;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Cause.Option;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A model was changed, and a unit test of it expects what it gave before. That it passes with the
 * change undone proves nothing: so would any test that nobody brought up to date. Where a test of
 * the data fails by the same change, that is proof enough.
 */
final class UnitTestDisagrees implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    return facts.failed().stream()
        .filter(node -> open.contains(node.id()) && node.type().equals("unit_test"))
        .filter(node -> node.is(Trouble.Kind.TEST_FAILED))
        .flatMap(node -> change(node, facts).map(change -> cause(node, change)).stream())
        .toList();
  }

  /**
   * Its inputs are its own: what the model reads makes no difference to it. One that is new, or
   * that was changed too, did not pass as it is.
   */
  private static Optional<ChangeLook> change(FailedNode node, Facts facts) {
    if (node.changes().stream().anyMatch(change -> change.node().equals(node.id()))) {
      return Optional.empty();
    }
    return node.changes().stream()
        .filter(change -> change.without() == Ends.UNKNOWN && isOfTested(change, node))
        .findFirst()
        .filter(change -> facts.failed().stream().noneMatch(other -> proves(other, change)));
  }

  private static boolean isOfTested(ChangeLook change, FailedNode node) {
    // A setting or a package is changed by its file, which is no node.
    String[] names = change.node().split("\\.", -1);
    return change.node().startsWith("macro.")
        || (names.length > 2 && node.id().contains("." + names[2] + "."));
  }

  private static boolean proves(FailedNode other, ChangeLook change) {
    return other.changes().stream()
        .anyMatch(look -> look.file().equals(change.file()) && look.explains());
  }

  private static Cause cause(FailedNode node, ChangeLook change) {
    Map<String, String> details = new TreeMap<>();
    details.put("file", change.file());
    details.put("commit", change.commit());
    List<Evidence> evidence = new ArrayList<>(Errors.evidence(List.of(node)));
    evidence.add(
        Evidence.of(
            change.file() + " came with " + Say.commit(change.commit(), change.subject()),
            change.commit()));
    return new Cause(
            "unit_test_disagrees",
            Verdict.UNCLEAR,
            node.id(),
            List.of(node.id()),
            change.file()
                + " was changed by commit "
                + change.commit()
                + (change.subject().isEmpty() ? "" : " (" + change.subject() + ")")
                + ", and the unit test "
                + node.name()
                + ", which passed before, expects other rows. Is the model right as it is now, or"
                + " is the test?",
            evidence,
            details,
            null)
        .asking(ways(change, details));
  }

  private static List<Option> ways(ChangeLook change, Map<String, String> details) {
    List<Option> ways = new ArrayList<>();
    if (!change.pieces().isEmpty()) {
      Map<String, String> undoing = new TreeMap<>(details);
      undoing.put(
          "pieces", Pieces.written(change.pieces().stream().map(PieceLook::piece).toList()));
      ways.add(
          new Option(
              "test_is_right",
              "The test is right: the change is to be taken back",
              Verdict.CODE,
              "changed_code",
              undoing));
    }
    ways.add(
        Option.of(
            "model_is_right",
            "The model is right: somebody has to bring the test up to date",
            Verdict.CODE));
    return ways;
  }
}
