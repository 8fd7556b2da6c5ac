package dev.nightshift.activities.csv;

import java.util.ArrayList;
import java.util.List;

/** The values of a seed's text, and where they stand in it; quotes as RFC 4180 has them. */
final class CsvScan {
  /** {@code start} and {@code end} are offsets in the text, its quotes within. */
  record Field(String value, int start, int end) {}

  private final String text;
  private final List<List<Field>> rows = new ArrayList<>();
  private final StringBuilder value = new StringBuilder();
  private List<Field> row = new ArrayList<>();
  private int start;

  private CsvScan(String text) {
    this.text = text;
    this.start = text.startsWith("\uFEFF") ? 1 : 0;
  }

  /** The header first. */
  static List<List<Field>> rows(String text) {
    CsvScan scan = new CsvScan(text);
    scan.all();
    return scan.rows;
  }

  private void all() {
    boolean quoted = false;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
          value.append(c);
          i++;
        } else if (c == '"') {
          quoted = false;
        } else {
          value.append(c);
        }
      } else if (c == '"' && value.isEmpty()) {
        quoted = true;
      } else if (c == ',') {
        field(i);
      } else if (c == '\n') {
        row(i);
      } else if (c != '\r') {
        value.append(c);
      }
    }
    row(text.length());
  }

  private void field(int end) {
    row.add(new Field(value.toString(), start, end));
    value.setLength(0);
    start = end + 1;
  }

  private void row(int end) {
    if (!row.isEmpty() || !value.isEmpty()) {
      int last = end;
      while (last > start && text.charAt(last - 1) == '\r') {
        last--;
      }
      row.add(new Field(value.toString(), start, last));
      rows.add(List.copyOf(row));
    }
    value.setLength(0);
    row = new ArrayList<>();
    start = end + 1;
  }
}
