package dev.nightshift.activities.csv;

import java.util.ArrayList;
import java.util.List;

/** Reads the text of a seed. */
public final class CsvRows {
  private CsvRows() {}

  /** The header first; quotes as RFC 4180 has them. */
  public static List<List<String>> of(String csv) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    String text = csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
    for (int i = 0; i < text.length(); i++) {
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
        row.add(value.toString());
        value.setLength(0);
      } else if (c == '\n') {
        end(row, value, rows);
        row = new ArrayList<>();
      } else if (c != '\r') {
        value.append(c);
      }
    }
    end(row, value, rows);
    return rows;
  }

  private static void end(List<String> row, StringBuilder value, List<List<String>> rows) {
    if (!row.isEmpty() || !value.isEmpty()) {
      row.add(value.toString());
      rows.add(List.copyOf(row));
    }
    value.setLength(0);
  }
}
