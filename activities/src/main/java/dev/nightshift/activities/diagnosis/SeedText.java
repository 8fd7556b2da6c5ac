package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.csv.CsvKind;
import dev.nightshift.activities.csv.CsvRows;
import dev.nightshift.activities.warehouse.Production.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A seed's file as a select of its rows, with the types that its values have. */
final class SeedText {
  // A question with more values than this is no question; dbt itself advises against such seeds.
  private static final int MOST_VALUES = 60_000;

  private SeedText() {}

  /** Empty for what is no table, and for one that is too large to be asked about. */
  static Optional<String> select(String csv) {
    List<List<String>> rows = CsvRows.of(csv);
    if (rows.size() < 2 || rows.size() * rows.get(0).size() > MOST_VALUES) {
      return Optional.empty();
    }
    List<String> header = rows.get(0);
    List<List<String>> body = rows.subList(1, rows.size());
    if (body.stream().anyMatch(row -> row.size() != header.size())) {
      return Optional.empty();
    }
    List<String> items = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      items.add("cast(c" + i + " as " + kind(body, i) + ") as " + Relation.quote(header.get(i)));
    }
    List<String> values = new ArrayList<>();
    body.forEach(
        row ->
            values.add(
                "(" + String.join(", ", row.stream().map(SeedText::literal).toList()) + ")"));
    return Optional.of(
        "select "
            + String.join(", ", items)
            + " from (values "
            + String.join(", ", values)
            + ") seed ("
            + String.join(", ", names(header.size()))
            + ")");
  }

  private static List<String> names(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("c" + i);
    }
    return names;
  }

  private static CsvKind kind(List<List<String>> body, int column) {
    return CsvKind.of(
        body.stream()
            .map(row -> row.get(column).strip())
            .filter(value -> !value.isEmpty())
            .toList());
  }

  /** What a seed leaves empty is null to dbt. */
  private static String literal(String value) {
    return value.isEmpty() ? "null" : "'" + value.replace("'", "''") + "'";
  }
}
