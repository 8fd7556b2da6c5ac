package dev.nightshift.activities.csv;

import dev.nightshift.activities.edit.Edited;
import java.util.ArrayList;
import java.util.List;

/** The edits of a seed's text: every byte that was there stays where it was. */
public final class CsvEdits {
  private CsvEdits() {}

  /**
   * Adds a row, written as CSV, at the end. {@code columns} are those that it fills, as the header
   * has them; left empty they are all.
   */
  public static Edited add(String text, String columns, String row) {
    List<List<String>> rows = CsvRows.of(text);
    List<List<String>> more = CsvRows.of(row);
    if (rows.isEmpty()) {
      return Edited.refused(text, "it has no header");
    }
    if (more.size() != 1) {
      return Edited.refused(text, "the value is not one row");
    }
    List<String> header = rows.get(0);
    if (!columns.isEmpty() && !CsvRows.of(columns).equals(List.of(header))) {
      return Edited.refused(text, "its columns are " + String.join(", ", header));
    }
    if (rows.stream().anyMatch(it -> it.size() != header.size())) {
      return Edited.refused(text, "its rows are not all of one length");
    }
    if (more.get(0).size() != header.size()) {
      return Edited.refused(text, "the row has not just a value for each of its columns");
    }
    if (rows.subList(1, rows.size()).contains(more.get(0))) {
      return Edited.refused(text, "the row is there already");
    }
    List<List<String>> expected = new ArrayList<>(rows);
    expected.addAll(more);
    String after = appended(text, row);
    return CsvRows.of(after).equals(expected)
        ? Edited.to(after)
        : Edited.refused(text, "the edited text would not mean just the row more");
  }

  private static String appended(String text, String row) {
    String end = text.contains("\r\n") ? "\r\n" : "\n";
    return text.endsWith("\n") ? text + row.strip() + end : text + end + row.strip();
  }
}
