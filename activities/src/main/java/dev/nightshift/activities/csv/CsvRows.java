package dev.nightshift.activities.csv;

import java.util.List;

/** Reads the text of a seed. */
public final class CsvRows {
  private CsvRows() {}

  /** The header first; quotes as RFC 4180 has them. */
  public static List<List<String>> of(String csv) {
    return CsvScan.rows(csv).stream()
        .map(row -> row.stream().map(CsvScan.Field::value).toList())
        .toList();
  }
}
