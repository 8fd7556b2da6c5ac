package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.edit.Pieces.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows that a seed lost while it was put in another order: as one piece, for they went at once. */
final class GoneRows {
  /** More were taken out on purpose. */
  private static final int MOST = 6;

  private GoneRows() {}

  /** Empty where rows were changed or came as well, or the columns are others. */
  static Optional<Piece> of(String before, String now) {
    List<String> lines = lines(now);
    List<String> gone = new ArrayList<>(rows(lines(before)));
    boolean nothingNew = rows(lines).stream().allMatch(gone::remove);
    boolean sameColumns = !lines.isEmpty() && lines(before).indexOf(lines.get(0)) == 0;
    if (!nothingNew || !sameColumns || gone.isEmpty() || gone.size() > MOST) {
      return Optional.empty();
    }
    int last = lines.size();
    while (lines.get(last - 1).isBlank()) {
      last--;
    }
    return Optional.of(new Piece(last + 1, gone, List.of()));
  }

  private static List<String> rows(List<String> lines) {
    return lines.stream().skip(1).filter(line -> !line.isBlank()).toList();
  }

  private static List<String> lines(String text) {
    return text.lines().toList();
  }
}
