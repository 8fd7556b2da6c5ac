package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.Reading.Passes;
import dev.nightshift.activities.sql.Tree.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The relations that a select reads, and the scope around it, or null. */
final class Scope {
  final Scope outer;
  final Map<String, Passes> ctes;
  final List<Bound> relations = new ArrayList<>();

  Scope(Scope outer, Map<String, Passes> ctes) {
    this.outer = outer;
    this.ctes = ctes;
  }

  /** A relation under the names by which a column can be qualified. */
  record Bound(List<String> names, Passes passes, boolean isSource) {
    static Bound of(Relation relation, Passes passes, boolean isSource, List<String> ownNames) {
      List<String> names = relation.alias() == null ? ownNames : List.of(relation.alias().name());
      return new Bound(names, passes, isSource);
    }

    boolean isNamed(String name) {
      return names.stream().anyMatch(name::equalsIgnoreCase);
    }
  }

  boolean passesHere() {
    return relations.stream().anyMatch(bound -> bound.passes() == Passes.AS_IT_IS);
  }

  boolean passesSomewhere() {
    return passesHere() || (outer != null && outer.passesSomewhere());
  }

  /** The relation of that name, from the inside out; null where there is none. */
  Bound named(String name) {
    for (Bound bound : relations) {
      if (bound.isNamed(name)) {
        return bound;
      }
    }
    return outer == null ? null : outer.named(name);
  }

  /** Whether a column without a qualifier is the source's. */
  boolean owns(String column) {
    if (passesHere()) {
      return true;
    }
    if (outer == null || !outer.passesSomewhere()) {
      return false;
    }
    if (relations.stream().anyMatch(bound -> bound.passes() == Passes.NAMED)) {
      return false;
    }
    if (relations.stream().anyMatch(bound -> bound.passes() == Passes.UNKNOWN)) {
      throw new Undecided("in a subquery " + column + " may be its own or that of the outside");
    }
    return outer.owns(column);
  }
}
