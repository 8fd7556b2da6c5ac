package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.sql.RowFilters;
import dev.nightshift.workflows.values.Evidence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * How many rows a source has now, beside a table that has one for each of them since it was built
 * last, where these are far apart.
 */
final class RowCounts {
  private static final int TIMES = 2;

  /** A warehouse that does not answer would be waited for each time. */
  private static final int MOST_UNANSWERED = 2;

  /** By these one row becomes several, or several one, without any that {@link RowFilters} has. */
  private static final Pattern OTHER_ROWS =
      Pattern.compile(
          "(?i)\\b(?:unnest|flatten|explode|lateral|cross|generate_\\w+|range|sample|tablesample"
              + "|pivot|unpivot|values)\\b|\\{%|is_incremental");

  private final Graph graph;
  private final Witness witness;
  private int unanswered;

  RowCounts(Graph graph, Witness witness) {
    this.graph = graph;
    this.witness = witness;
  }

  Optional<Evidence> outOfLine(Part source) {
    String query = query(source);
    OptionalLong rows = count(query);
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    if (rows.getAsLong() == 0) {
      return asked(source.relation() + " has no rows now", query);
    }
    for (Part part : graph.children(source.id())) {
      OptionalLong built = isCopy(part, source) ? count(query(part)) : OptionalLong.empty();
      if (built.isPresent()) {
        return isFar(rows.getAsLong(), built.getAsLong())
            ? asked(said(source, rows.getAsLong(), part, built.getAsLong()), query)
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static String said(Part source, long rows, Part part, long built) {
    return source.relation()
        + " has "
        + Say.count(rows, "row")
        + " now; "
        + part.relation()
        + ", a table with one for each of them, has "
        + Say.number(built)
        + " since it was built last";
  }

  private static Optional<Evidence> asked(String says, String query) {
    return Optional.of(Evidence.asked(says, query, Witness.PRODUCTION));
  }

  private static boolean isFar(long rows, long built) {
    return rows * TIMES < built || rows > built * TIMES;
  }

  /** Its text reads nothing else, leaves no row out, and takes a column as it is. */
  private boolean isCopy(Part part, Part source) {
    return part.type().equals("model")
        && part.config().getOrDefault("materialized", "").equals("table")
        && part.dependsOn().equals(List.of(source.id()))
        && !OTHER_ROWS.matcher(part.rawSql()).find()
        && RowFilters.of(part.rawSql(), Map.of()).filter(Map::isEmpty).isPresent()
        && graph.lineage(part).filter(RowCounts::takesAColumn).isPresent();
  }

  /** What only counts or sums has one row, whatever it reads. */
  private static boolean takesAColumn(Lineage lineage) {
    return lineage.names().stream()
        .anyMatch(name -> lineage.origin(name).filter(Origin::isPlain).isPresent());
  }

  private static String query(Part part) {
    return "select count(*) from " + Graph.quoted(part);
  }

  private OptionalLong count(String query) {
    if (unanswered >= MOST_UNANSWERED) {
      return OptionalLong.empty();
    }
    Optional<long[]> numbers = witness.numbers(query);
    unanswered += numbers.isPresent() ? 0 : 1;
    return numbers.map(one -> OptionalLong.of(one[0])).orElse(OptionalLong.empty());
  }
}
