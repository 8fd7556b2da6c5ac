package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.Graph.Step;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The sources that a test's question is about: those of the columns that decide which rows it
 * finds, all where it asks for rows that are not there.
 */
final class TestedSources {
  /** What is lacking may have been lost at any join above, whatever its columns come from. */
  private static final Pattern LACKING =
      Pattern.compile(
          "(?is)\\bnot\\s+(in\\s*\\(\\s*(select|with)|exists)\\b|\\bexcept\\b|\\bcount\\s*\\("
              + "|\\b(left|full)\\b.*\\bjoin\\b.*\\bis\\s+null\\b");

  private final Graph graph;
  private final Witness witness;

  TestedSources(Graph graph, Witness witness) {
    this.graph = graph;
    this.witness = witness;
  }

  List<String> of(Part test, Optional<Part> tested, List<String> columns) {
    Set<String> all = new TreeSet<>();
    graph.above(test).stream().filter(Part::isSource).map(Part::id).forEach(all::add);
    boolean named = tested.isPresent() && !columns.isEmpty();
    if (all.size() <= 1 || (!named && LACKING.matcher(test.compiledSql()).find())) {
      return List.copyOf(all);
    }
    Set<String> asked = new TreeSet<>();
    if (named) {
      columns.forEach(column -> root(tested.get(), column, asked));
    } else {
      String condition = condition(test.compiledSql());
      for (Part parent : graph.parents(test)) {
        for (String column : witness.knownColumns(parent)) {
          if (SqlText.names(condition, column)) {
            root(parent, column, asked);
          }
        }
      }
    }
    return asked.isEmpty() ? List.copyOf(all) : List.copyOf(asked);
  }

  /** Where it is not told any further what a column is made of, it may be all that is above. */
  private void root(Part part, String column, Set<String> found) {
    List<Step> trail = part.isSource() ? List.of() : graph.trail(part, column);
    Part last = trail.isEmpty() ? part : trail.get(trail.size() - 1).part();
    if (last.isSource()) {
      found.add(last.id());
    } else {
      graph.above(last).stream().filter(Part::isSource).map(Part::id).forEach(found::add);
    }
  }

  /** Behind the last {@code having}, else the last {@code where}: what makes a row a wrong one. */
  private static String condition(String sql) {
    String text = sql.toLowerCase(Locale.ROOT);
    int having = text.lastIndexOf("having");
    int where = text.lastIndexOf("where");
    int from = having >= 0 ? having : where;
    return from < 0 ? sql : sql.substring(from);
  }
}
