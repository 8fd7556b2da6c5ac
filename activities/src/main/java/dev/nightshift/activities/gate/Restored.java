package dev.nightshift.activities.gate;

import dev.nightshift.activities.artifacts.Manifest.Node;
import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Pieces;
import dev.nightshift.activities.edit.Pieces.Piece;
import dev.nightshift.workflows.values.Cause;
import java.util.List;

/**
 * A piece of a change that a cause proves to be the error: put back to the letter, the file holds
 * there what the team's own history holds.
 */
final class Restored {
  private Restored() {}

  /** Whether the change is what some cause proves, and nothing besides. */
  static boolean isProven(List<Cause> causes, FileChange change) {
    return causes.stream().anyMatch(cause -> isProven(cause, change));
  }

  /** Whether it is so of the file that holds the text or the properties of this node. */
  static boolean isProven(Exhibit exhibit, Node node) {
    return exhibit.edited().stream()
        .filter(
            file ->
                node.path().equals(file.path())
                    || node.text("patch_path").endsWith("://" + file.path()))
        .anyMatch(file -> isProven(exhibit.codeCauses(), file));
  }

  private static boolean isProven(Cause cause, FileChange change) {
    List<Piece> pieces = Pieces.read(cause.details().get("pieces"));
    if (pieces.isEmpty() || !change.path().equals(cause.details().get("file")) || change.isGone()) {
      return false;
    }
    Edited edited = Pieces.undone(change.before(), pieces);
    return edited.changed() && edited.text().equals(change.after());
  }
}
