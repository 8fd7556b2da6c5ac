package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.Facts.BadCast;
import dev.nightshift.activities.diagnosis.TestFacts.Hop;
import dev.nightshift.activities.diagnosis.TestFacts.TestLook;
import dev.nightshift.activities.warehouse.Production.Relation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which rows a finding is about, as SQL: {@code where} is a condition on the relation of {@code
 * of}, {@code order} the columns in whose order they are read, {@code shown} those whose values the
 * finding names anyway.
 */
record BadRows(Part of, String where, List<String> order, List<String> shown) {

  /** In the source where it is to be seen there, else in what was tested. */
  static Optional<BadRows> of(TestLook test, Part failing, Graph graph) {
    Optional<Hop> source =
        test.source()
            .filter(hop -> hop.bad() > 0 && hop.plain() && hop.columns().size() == columns(test));
    Optional<Part> of =
        source.map(Hop::node).or(() -> Optional.of(test.node())).flatMap(graph::part);
    List<String> columns = source.map(Hop::columns).orElse(test.columns());
    if (of.filter(Part::hasRelation).isEmpty() || columns.isEmpty()) {
      return Optional.empty();
    }
    return where(test, failing, of.get(), columns)
        .map(
            condition ->
                new BadRows(
                    of.get(),
                    condition,
                    columns,
                    test.kind().equals("accepted_values") ? columns : List.of()));
  }

  private static int columns(TestLook test) {
    return test.columns().size();
  }

  private static Optional<String> where(
      TestLook test, Part failing, Part of, List<String> columns) {
    List<String> names = columns.stream().map(Relation::quote).toList();
    String found = failing.compiledSql().strip();
    return switch (test.kind()) {
      case "unique" -> Optional.of(occursTwice(of, names));
      case "not_null" -> Optional.of(names.get(0) + " is null");
      case "relationships" -> in(names.get(0), "from_field", found);
      case "accepted_values" -> in(names.get(0), "value_field", found);
      default -> Optional.empty();
    };
  }

  private static String occursTwice(Part of, List<String> names) {
    String all = String.join(", ", names);
    return (names.size() == 1 ? all : "(" + all + ")")
        + " in (select "
        + all
        + " from "
        + Graph.quoted(of)
        + " where "
        + names.stream().map(name -> name + " is not null").collect(Collectors.joining(" and "))
        + " group by "
        + all
        + " having count(*) > 1)";
  }

  /** The values that the test itself found, under the name that dbt gives them. */
  private static Optional<String> in(String column, String field, String found) {
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(column + " in (select " + field + " from (\n" + found + "\n) found)");
  }

  static Optional<BadRows> of(BadCast cast, Graph graph) {
    String column = Relation.quote(cast.column());
    return graph
        .part(cast.source())
        .map(
            source ->
                new BadRows(
                    source,
                    column
                        + " is not null and try_cast("
                        + column
                        + " as "
                        + cast.castTo()
                        + ") is null",
                    List.of(cast.column()),
                    List.of()));
  }
}
