package dev.nightshift.activities.warehouse;

import dev.nightshift.activities.warehouse.Production.Relation;
import dev.nightshift.workflows.values.Sandbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Questions of somebody who may not see everything. */
public interface Looks {
  /** Into a sandbox, while no job of dbt is in it. */
  Seen inside(Sandbox sandbox, Question question);

  /** Into the production of a project, whose manifest calls the database by that name. */
  Seen production(String project, String database, Question question);

  /** Whether other code than the base's ran in it: then no code tells what its columns are. */
  boolean isTouched(Sandbox sandbox);

  /** Into a sandbox, at what a select of the project's own would give there. */
  Seen own(Sandbox sandbox, Own own);

  /** A select of a node, at most so many rows of it, without its columns that are hidden. */
  record Own(String sql, int most, Function<Production, Predicate<String>> hidden) {}

  /** One statement that reads, at most so many rows of it, seen through a veil. */
  record Question(String sql, int most, Function<Production, Veil> veil) {}

  /** What of a relation nobody sees. */
  interface Veil {
    /**
     * Its hidden columns, as they are called there; empty where nothing of it may be looked at,
     * since nobody knows what is in it.
     */
    Optional<Set<String>> hidden(Relation relation);
  }

  /**
   * Rows as text. {@code counts} are the columns that only say how many; {@code plain} those that
   * are a relation's own, with their names there. {@code left} is what was not looked at.
   */
  record Seen(
      Production.Answer answer,
      Set<Integer> counts,
      Map<Integer, String> plain,
      Map<String, List<String>> left) {
    public Seen {
      counts = Set.copyOf(counts);
      plain = Map.copyOf(plain);
      left = Map.copyOf(left);
    }
  }
}
