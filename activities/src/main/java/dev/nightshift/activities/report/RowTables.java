package dev.nightshift.activities.report;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.rows.Discretion;
import dev.nightshift.activities.rows.Discretion.Shown;
import dev.nightshift.activities.rows.KeptRows;
import dev.nightshift.workflows.values.Evidence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The first rows behind a claim as a table: as many as a reader takes in, and no more of each. */
final class RowTables {
  private static final int MOST_ROWS = 5;

  /** A page on a phone; the query names all columns. */
  private static final int MOST_COLUMNS = 8;

  private static final int LONGEST = 48;

  private final Discretion discretion;
  private final Blobs blobs;

  RowTables(Discretion discretion, Blobs blobs) {
    this.discretion = discretion;
    this.blobs = blobs;
  }

  /** Empty where there are none, or none may be shown. */
  String of(Evidence evidence) {
    if (evidence.rows() == null) {
      return "";
    }
    Optional<KeptRows> kept = KeptRows.read(evidence.rows(), blobs);
    if (kept.isEmpty()) {
      return "The rows have expired; the query still tells which they were.\n";
    }
    Shown shown = discretion.show(kept.get(), MOST_ROWS);
    return shown.nothing() ? "" : table(shown, kept.get());
  }

  private static String table(Shown shown, KeptRows kept) {
    int width = Math.min(MOST_COLUMNS, shown.headings().size());
    StringBuilder text = new StringBuilder();
    text.append(line(shown.headings().subList(0, width)));
    text.append('|').append("---|".repeat(width)).append('\n');
    shown.rows().forEach(row -> text.append(line(row.subList(0, width))));
    int rows = kept.rows().size() - shown.rows().size();
    int columns = shown.headings().size() - width;
    if (rows > 0 || columns > 0) {
      text.append("\nNot shown here: ");
      text.append(rows > 0 ? Wording.count(rows, "row", "rows") : "");
      text.append(kept.more() ? " and more" : "");
      text.append(rows > 0 && columns > 0 ? ", " : "");
      text.append(columns > 0 ? Wording.count(columns, "column", "columns") : "");
      text.append(".\n");
    }
    return text.toString();
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.length() <= LONGEST ? cell : cell.substring(0, LONGEST - 1) + "…")
        .map(Quoted::cell)
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
