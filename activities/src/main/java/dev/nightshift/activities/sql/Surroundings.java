package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.ColumnScopes.Meant;
import dev.nightshift.activities.sql.Tree.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a select can name, and the selects around it. {@code aliases} are all names that it gives,
 * {@code given} those behind {@code as}.
 */
record Surroundings(
    Surroundings outer, Select select, List<Bound> bounds, Set<String> aliases, Set<String> given) {
  /** The columns of a relation or query; null where they are not all known. */
  record Bound(List<String> names, Set<String> columns, String says) {
    boolean isNamed(String name) {
      return names.stream().anyMatch(name::equalsIgnoreCase);
    }
  }

  Bound named(Token qualifier) {
    for (Surroundings at = this; at != null; at = at.outer()) {
      for (Bound bound : at.bounds()) {
        if (qualifier.isName() && bound.isNamed(qualifier.name())) {
          return bound;
        }
      }
    }
    return null;
  }

  /** What was meant by the wrong name behind a qualifier; null where it is right there. */
  Meant qualified(String wrong, Token qualifier, boolean longer) {
    Bound bound = longer ? null : named(qualifier);
    if (bound == null || bound.columns() == null) {
      throw new Undecided("the columns of " + qualifier.text() + " are not all known");
    }
    if (bound.columns().contains(wrong)) {
      return null;
    }
    for (Bound other : bounds) {
      if (other.columns() != null && other.columns().contains(wrong)) {
        throw new Undecided(
            other.says() + " has " + wrong + ", so that the name before it may be the wrong one");
      }
    }
    return meant(wrong, List.of(bound), Set.of());
  }

  Meant unqualified(String wrong) {
    List<Bound> all = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    for (Surroundings at = this; at != null; at = at.outer()) {
      for (Bound bound : at.bounds()) {
        if (bound.columns() == null) {
          throw new Undecided(
              "the columns of "
                  + (bound.says().isEmpty() ? "what it reads" : bound.says())
                  + " are not all known");
        }
        if (bound.columns().contains(wrong)) {
          return null;
        }
        all.add(bound);
      }
      if (at.given().contains(wrong)) {
        return null;
      }
      names.addAll(at.aliases());
    }
    names.remove(wrong);
    return meant(wrong, all, names);
  }

  private static Meant meant(String wrong, List<Bound> bounds, Set<String> aliases) {
    Set<String> near = new TreeSet<>();
    List<Bound> having = new ArrayList<>();
    for (Bound bound : bounds) {
      for (String column : bound.columns()) {
        if (Slips.near(wrong, column)) {
          near.add(column);
          having.add(bound);
        }
      }
    }
    aliases.stream().filter(alias -> Slips.near(wrong, alias)).forEach(near::add);
    if (near.isEmpty()) {
      throw new Undecided("no column in scope is close to " + wrong);
    }
    if (near.size() > 1) {
      throw new Undecided(
          String.join(" and ", near)
              + (near.size() == 2 ? " are both" : " are all")
              + " close to "
              + wrong
              + " in the same scope");
    }
    String column = near.iterator().next();
    if (having.isEmpty()) {
      throw new Undecided(column + " is a name that the select itself gives");
    }
    if (having.size() > 1) {
      throw new Undecided("more than one relation in scope has " + column);
    }
    if (!Slips.slip(wrong, column)) {
      throw new Undecided(column + " is too far from " + wrong + " to be the same name for sure");
    }
    return new Meant(column, having.get(0).says());
  }
}
