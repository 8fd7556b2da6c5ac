package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.CodeFacts.MovedTable;
import dev.nightshift.activities.warehouse.Production.Relation;
import dev.nightshift.workflows.values.DocumentedChange;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a source's table went that is not there: to the one table beside it that nobody else reads,
 * that is called so but for capitals, lines and a plural, and that has all columns that are read of
 * it. One that is only called like it may be a copy of last year.
 */
final class MovedTables {
  /** A schema of more is a lake, in which a name alone says little. */
  private static final int MOST_TABLES = 5_000;

  /** One column, called id, any table may have. */
  private static final int LEAST_COLUMNS = 2;

  private final Graph graph;
  private final Witness witness;

  MovedTables(Graph graph, Witness witness) {
    this.graph = graph;
    this.witness = witness;
  }

  Optional<MovedTable> of(Part source) {
    Set<String> read = read(source);
    if (read.size() < LEAST_COLUMNS || !source.path().matches(".*\\.ya?ml")) {
      return Optional.empty();
    }
    String query =
        "select table_name from information_schema.tables where lower(table_schema) = "
            + literal(source.schema())
            + (source.database().isEmpty()
                ? ""
                : " and lower(table_catalog) = " + literal(source.database()))
            + " order by 1";
    List<String> called =
        witness.ask(query, MOST_TABLES).filter(answer -> !answer.truncated()).stream()
            .flatMap(answer -> answer.rows().stream())
            .map(row -> row.get(0))
            .filter(name -> squashed(name).equals(squashed(source.identifier())))
            .toList();
    if (called.size() != 1 || called.get(0).equalsIgnoreCase(source.identifier())) {
      return Optional.empty();
    }
    String name = called.get(0);
    boolean hasAll =
        witness.columns(new Relation(source.database(), source.schema(), name)).containsAll(read);
    return hasAll && !isRead(source, name)
        ? Optional.of(new MovedTable(edit(source, name), read.size(), query))
        : Optional.empty();
  }

  /** By models below, tests, and the words of the project. */
  private Set<String> read(Part source) {
    Set<String> read = new TreeSet<>();
    source.columns().keySet().forEach(name -> read.add(name.toLowerCase(Locale.ROOT)));
    for (Part child : graph.children(source.id())) {
      graph
          .lineage(child)
          .ifPresent(
              lineage -> {
                read.addAll(lineage.readOf(Graph.key(source)));
                read.addAll(lineage.readOf(Graph.key("", source.schema(), source.identifier())));
              });
    }
    return read;
  }

  private boolean isRead(Part source, String name) {
    return graph.run().parts().values().stream()
        .anyMatch(
            part ->
                part.schema().equalsIgnoreCase(source.schema())
                    && part.identifier().equalsIgnoreCase(name));
  }

  private static DocumentedChange edit(Part source, String name) {
    String key =
        "sources." + source.id().split("\\.", 4)[2] + ".tables." + source.name() + ".identifier";
    return new DocumentedChange(source.path(), key, "set", name);
  }

  private static String squashed(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{Alnum}]", "").replaceFirst("s$", "");
  }

  private static String literal(String text) {
    return "'" + text.toLowerCase(Locale.ROOT).replace("'", "''") + "'";
  }
}
