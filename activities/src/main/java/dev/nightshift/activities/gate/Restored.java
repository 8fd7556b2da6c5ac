package dev.nightshift.activities.gate;

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

  private static boolean isProven(Cause cause, FileChange change) {
    List<Piece> pieces = Pieces.read(cause.details().get("pieces"));
    if (pieces.isEmpty()
        || !change.path().equals(cause.details().get("file"))
        || change.isNew()
        || change.isGone()) {
      return false;
    }
    Edited edited = Pieces.undone(change.before(), pieces);
    return edited.changed() && edited.text().equals(change.after());
  }
}
