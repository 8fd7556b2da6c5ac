package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.ColumnScopes.Meant;
import dev.nightshift.activities.sql.ColumnScopes.Spot;
import dev.nightshift.activities.sql.Surroundings.Bound;
import dev.nightshift.activities.sql.Tree.Range;
import dev.nightshift.activities.sql.Tree.Relation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Of several relations that have a column, the one whose it is: the one that had it alone before;
 * or, where a join holds them equal, the first of them, which no outer join leaves empty.
 */
final class Ownership implements ColumnScopes.Question {
  private static final Set<String> KEEPING_THE_FIRST =
      Set.of("", "join", "inner join", "left join", "left outer join");

  private final TreeReader reader;
  private final Map<Integer, String> before;
  private final Map<Integer, String> sole = new HashMap<>();
  private final Set<String> whys = new TreeSet<>();

  Ownership(TreeReader reader, Map<Integer, String> before) {
    this.reader = reader;
    this.before = before;
  }

  /** The places where one relation alone has it, with that relation's name. */
  Map<Integer, String> sole() {
    return sole;
  }

  Set<String> whys() {
    return whys;
  }

  @Override
  public Meant qualified(String name, Token qualifier, boolean longer, Surroundings around) {
    return null;
  }

  /** What is sorted by is what is selected, where that has the name. */
  @Override
  public boolean leaves(String clause, Surroundings around) {
    return clause.equals("order by");
  }

  @Override
  public Meant unqualified(String name, Spot spot, Surroundings around) {
    List<Integer> having = new ArrayList<>();
    for (int i = 0; i < around.bounds().size(); i++) {
      Bound bound = around.bounds().get(i);
      if (bound.columns() == null) {
        if (around.bounds().size() == 1) {
          return null;
        }
        throw new Undecided("the columns of " + says(bound) + " are not all known");
      }
      if (bound.columns().contains(name)) {
        having.add(i);
      }
    }
    if (having.size() < 2) {
      having.forEach(one -> sole.put(spot.token().start(), name(around.bounds().get(one))));
      return null;
    }
    String owner = before.get(spot.token().start());
    boolean still =
        owner != null && having.stream().anyMatch(i -> name(around.bounds().get(i)).equals(owner));
    if (still) {
      whys.add("until the newest commit no other relation there had it");
      return new Meant(name, owner);
    }
    return new Meant(name, held(name, spot, having, around));
  }

  /** The first of those that have it, where the joins hold all of them equal. */
  private String held(String name, Spot spot, List<Integer> having, Surroundings around) {
    List<Relation> relations = around.select().relations;
    boolean outer =
        having.stream().skip(1).anyMatch(i -> relations.get(i).join().startsWith("left"));
    if (outer && !spot.bare() && !spot.clause().equals("group by")) {
      throw new Undecided(
          name + " is asked about where a left join may have left one of the two empty");
    }
    Set<Integer> tied = new HashSet<>(Set.of(having.get(0)));
    for (int i = 1; i < relations.size(); i++) {
      if (!KEEPING_THE_FIRST.contains(relations.get(i).join())) {
        throw several(name, having, around);
      }
      for (Range condition : relations.get(i).on()) {
        tie(condition, name, around, tied);
      }
    }
    if (!tied.containsAll(having)) {
      throw several(name, having, around);
    }
    whys.add("the join holds it equal in " + list(having, around));
    return name(around.bounds().get(having.get(0)));
  }

  /** {@code a.name = b.name}, alone or with {@code and}. */
  private void tie(Range condition, String name, Surroundings around, Set<Integer> tied) {
    for (int i = condition.from(); i < condition.to(); i = reader.skip(i)) {
      if (reader.is(i, "or")) {
        return;
      }
    }
    int start = condition.from();
    for (int i = start; i <= condition.to(); i = i < condition.to() ? reader.skip(i) : i + 1) {
      if (i == condition.to() || reader.is(i, "and")) {
        if (i - start == 7 && reader.is(start + 3, "=")) {
          int left = bound(start, name, around);
          int right = bound(start + 4, name, around);
          if (left >= 0 && right >= 0 && (tied.contains(left) || tied.contains(right))) {
            tied.addAll(Set.of(left, right));
          }
        }
        start = i + 1;
      }
    }
  }

  /** Which relation's column {@code x.name} is; -1 where it is none. */
  private int bound(int i, String name, Surroundings around) {
    if (!reader.at(i).isName() || !reader.is(i + 1, ".") || !reader.at(i + 2).isNamed(name)) {
      return -1;
    }
    for (int k = 0; k < around.bounds().size(); k++) {
      if (around.bounds().get(k).isNamed(reader.at(i).name())) {
        return k;
      }
    }
    return -1;
  }

  private static Undecided several(String name, List<Integer> having, Surroundings around) {
    return new Undecided(name + " is in " + list(having, around) + ", and may differ between them");
  }

  private static String list(List<Integer> having, Surroundings around) {
    return String.join(" and ", having.stream().map(i -> says(around.bounds().get(i))).toList());
  }

  private static String says(Bound bound) {
    return bound.says().isEmpty() ? "what it reads" : bound.says();
  }

  private static String name(Bound bound) {
    String name = bound.names().get(0);
    if (!name.matches("[A-Za-z_][A-Za-z0-9_$]*")) {
      throw new Undecided("one of the relations has no name by which its columns can be told");
    }
    return name;
  }
}
