package dev.nightshift.activities.agent;

import static dev.nightshift.activities.agent.Remedy.quoted;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Pieces;
import dev.nightshift.activities.edit.Pieces.Piece;
import dev.nightshift.workflows.values.Cause;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts back, to the letter, the small piece of a change without which what failed was found to
 * pass. The rest of the change stays; a change with no such piece is for its author.
 */
final class UndoingFixer implements Fixer {
  static final String PIECES = "pieces";

  private final String kind;

  UndoingFixer(String kind) {
    this.kind = kind;
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public Remedy fix(Cause cause, ProjectText project) {
    Map<String, String> details = cause.details();
    String file = details.getOrDefault("file", "");
    List<Piece> pieces = Pieces.read(details.get(PIECES));
    if (pieces.isEmpty()) {
      return Remedy.refused(
          details.getOrDefault(
              "undecided", "what of the change is to go is for its author to say"));
    }
    Optional<String> text = project.text(file).or(() -> gone(file, project));
    if (text.isEmpty()) {
      return Remedy.refused(quoted(file) + " is no text of the project");
    }
    Edited edited = Pieces.undone(text.get(), pieces);
    if (!edited.changed()) {
      return Remedy.refused(quoted(file) + ": " + edited.refusal());
    }
    return Remedy.of(Map.of(file, edited.text()), List.of(says(file, details, pieces)));
  }

  /** A file that went is put back whole. */
  private static Optional<String> gone(String file, ProjectText project) {
    return project.isGone(file) ? Optional.of("") : Optional.empty();
  }

  private static String says(String file, Map<String, String> details, List<Piece> pieces) {
    List<String> lines = pieces.stream().map(piece -> String.valueOf(piece.line())).toList();
    int last = lines.size() - 1;
    return quoted(file)
        + (last == 0 ? ", line " : ", lines " + String.join(", ", lines.subList(0, last)) + " and ")
        + lines.get(last)
        + ": "
        + details.getOrDefault("says", asItWas(details.getOrDefault("commit", "")))
        + "; nothing else of that change is touched.";
  }

  private static String asItWas(String by) {
    return "is again as it was" + (by.isEmpty() ? "" : " before commit " + by);
  }
}
