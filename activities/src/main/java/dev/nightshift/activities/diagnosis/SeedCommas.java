package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.csv.CsvCommas;
import dev.nightshift.activities.diagnosis.CodeFacts.ProvenEdit;
import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Pieces;
import dev.nightshift.activities.edit.Pieces.Piece;
import dev.nightshift.activities.git.Histories.Earlier;
import java.util.List;
import java.util.Optional;

/** For a seed that dbt cannot read: the text in it that needs quotes, or why none is told. */
final class SeedCommas {
  private SeedCommas() {}

  /** Nothing where each row has as many values as there are columns, or fewer. */
  static ProvenEdit of(String path, String now, Optional<Earlier> earlier) {
    if (CsvCommas.line(now).isEmpty()) {
      return ProvenEdit.NONE;
    }
    if (earlier.isEmpty()) {
      return undecided(path, "", "no commit since it was built last changed it");
    }
    String before = earlier.get().text() == null ? "" : earlier.get().text();
    String commit = earlier.get().by() == null ? "" : earlier.get().by().commit();
    Edited quoted = CsvCommas.quoted(now, before);
    List<Piece> pieces = Pieces.between(quoted.text(), now);
    return quoted.changed() && Pieces.undone(now, pieces).text().equals(quoted.text())
        ? new ProvenEdit(path, commit, pieces, "has quotes around the text that holds a comma")
        : undecided(
            path, commit, quoted.refused() ? quoted.refusal() : "its lines end in several ways");
  }

  private static ProvenEdit undecided(String path, String commit, String why) {
    return new ProvenEdit(path, commit, null, why);
  }
}
