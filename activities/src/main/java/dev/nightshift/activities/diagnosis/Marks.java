package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.knowledge.Entry;
import dev.nightshift.activities.rows.Discretion;
import dev.nightshift.activities.sql.CaseMapping;
import dev.nightshift.activities.words.Glob;
import dev.nightshift.workflows.values.Privacy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which columns are sensitive: those that the project or the configuration marks, and what is made
 * of them, until the project says of a column that it is open.
 */
final class Marks {
  private static final String ALL = "*";

  private final Graph graph;
  private final boolean namesValues;
  private final List<Glob> patterns;
  private final Set<String> documented = new HashSet<>();

  Marks(Graph graph, Privacy privacy, List<Entry> entries) {
    this.graph = graph;
    this.namesValues = privacy.namesValues();
    this.patterns = privacy.sensitive().stream().map(Glob::of).toList();
    for (Entry entry : entries) {
      if (entry.match() != null) {
        documented.addAll(entry.match().values());
      }
      if (entry.change() != null) {
        documented.add(entry.change().value());
        documented.addAll(CaseMapping.values(entry.change().value()));
      }
    }
  }

  boolean sensitive(Part part, String column) {
    if (isMeant(part, column)) {
      return true;
    }
    if (open(part, column)) {
      return false;
    }
    return isMarked(part, column) || isMadeOfMarked(part, column);
  }

  /** A value outside its list is named, unless it is somebody's; what a page names is no secret. */
  String named(Part part, List<String> columns, String value) {
    boolean hidden = !namesValues || columns.stream().anyMatch(column -> sensitive(part, column));
    return hidden && !documented.contains(value) ? Discretion.HIDDEN : value;
  }

  /** Whether the project says that it may be seen although it is made of what is marked. */
  boolean open(Part part, String column) {
    return has(part.said().open(), column);
  }

  private boolean isMadeOfMarked(Part part, String column) {
    List<Graph.Step> trail = graph.trail(part, column);
    for (Graph.Step step : trail) {
      String name = step.origin().column();
      if (has(step.part().said().open(), name)) {
        return false;
      }
      if (isMeant(step.part(), name) || isMarked(step.part(), name)) {
        return true;
      }
    }
    if (!trail.isEmpty() && trail.get(trail.size() - 1).part().isSource()) {
      return false;
    }
    // Where the way of a column cannot be read to its end, its name is believed.
    return graph.above(part).stream().anyMatch(above -> isMarked(above, column));
  }

  private boolean isMeant(Part part, String column) {
    return patterns.stream()
        .anyMatch(
            pattern -> pattern.matches(column) || pattern.matches(part.name() + "." + column));
  }

  private static boolean isMarked(Part part, String column) {
    return part.said().sensitive().contains(ALL) || has(part.said().sensitive(), column);
  }

  private static boolean has(List<String> names, String column) {
    return names.stream().anyMatch(column::equalsIgnoreCase);
  }
}
