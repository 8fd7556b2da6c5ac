package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.Tree.Clause;
import dev.nightshift.activities.sql.Tree.Cte;
import dev.nightshift.activities.sql.Tree.Part;
import dev.nightshift.activities.sql.Tree.Query;
import dev.nightshift.activities.sql.Tree.Range;
import dev.nightshift.activities.sql.Tree.Relation;
import dev.nightshift.activities.sql.Tree.Select;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything in a query by which rows can be lost: conditions, limits, distinct, groups, joins, set
 * operators; each as text that is the same however the query is laid out, with how often it stands
 * there.
 */
public final class RowFilters {
  private static final Set<String> CONDITIONS = Set.of("where", "having", "qualify");

  private final TreeReader reader;
  private final Map<String, String> names;
  private final Map<String, Integer> found = new LinkedHashMap<>();

  private RowFilters(TreeReader reader, Map<String, String> names) {
    this.reader = reader;
    this.names = names;
  }

  /**
   * The filters of a text; empty where it cannot be read. {@code names} maps names that mean the
   * same to one of them.
   */
  public static Optional<Map<String, Integer>> of(String text, Map<String, String> names) {
    try {
      Map<String, Integer> all = new LinkedHashMap<>();
      for (List<Token> variant : Branches.of(Lexer.tokens(text))) {
        RowFilters filters = new RowFilters(new TreeReader(variant), names);
        filters.query(filters.reader.read());
        filters.found.forEach((filter, count) -> all.merge(filter, count, Math::max));
      }
      return Optional.of(all);
    } catch (Undecided e) {
      return Optional.empty();
    }
  }

  /** What is filtered after and was not before, or not as often. */
  public static List<String> added(Map<String, Integer> before, Map<String, Integer> after) {
    List<String> added = new ArrayList<>();
    after.forEach(
        (filter, count) -> {
          if (count > before.getOrDefault(filter, 0)
              && (!isKeeping(filter) || isOtherwise(filter, before, after))) {
            added.add(filter);
          }
        });
    // Fewer parts of a union are fewer rows.
    int parts = before.getOrDefault("union all", 0);
    if (after.getOrDefault("union all", 0) < parts) {
      added.add("a part of a union is gone");
    }
    return added;
  }

  private static boolean isKeeping(String filter) {
    int join = filter.indexOf("join ");
    return join > 0
        && filter.matches("(?:left|full)\\b.*")
        && !isNarrowing(filter.substring(0, join));
  }

  /** A left join keeps the rows of its left side; by another condition it finds others for them. */
  private static boolean isOtherwise(
      String join, Map<String, Integer> before, Map<String, Integer> after) {
    String relation = join.replaceFirst(" on .*", " on ");
    return before.entrySet().stream()
        .anyMatch(
            old ->
                old.getKey().startsWith(relation)
                    && old.getValue() > after.getOrDefault(old.getKey(), 0));
  }

  private void add(String filter) {
    found.merge(filter, 1, Integer::sum);
  }

  private void query(Query query) {
    for (Cte cte : query.ctes) {
      query(cte.query());
    }
    query.operators.forEach(this::add);
    for (Part part : query.parts) {
      if (part.select() != null) {
        select(part.select());
      } else if (part.query() != null) {
        query(part.query());
        if (part.opaque() != null) {
          add("after parentheses: " + text(part.opaque()));
        }
      } else {
        add("a query that is no select: " + text(part.opaque()));
      }
    }
  }

  private void select(Select select) {
    if (select.distinct) {
      add("distinct");
    }
    for (Relation relation : select.relations) {
      if (relation.query() != null) {
        query(relation.query());
      }
      if (isNarrowing(relation.join()) || relation.join().matches("(?:left|full)\\b.*")) {
        add(relation.join() + " " + named(relation) + on(relation));
      }
    }
    for (Clause clause : select.clauses) {
      if (CONDITIONS.contains(clause.kind())) {
        conditions(clause);
      } else if (clause.kind().equals("group by")) {
        add("group by");
      } else if (clause.kind().equals("limit") || clause.kind().equals("distinct on")) {
        add(clause.kind() + " " + text(clause.range()));
      }
    }
  }

  /** A left or full join keeps the rows of its left side; any other may not. */
  private static boolean isNarrowing(String join) {
    if (join.contains("semi") || join.contains("anti")) {
      return true;
    }
    return !join.startsWith("from")
        && !join.startsWith(",")
        && !join.contains("left")
        && !join.contains("full")
        && !join.contains("cross");
  }

  private String named(Relation relation) {
    return relation.name() == null ? "(a query)" : text(relation.name());
  }

  private String on(Relation relation) {
    StringBuilder text = new StringBuilder();
    relation.on().forEach(range -> text.append(" on ").append(text(range)));
    return text.toString();
  }

  private void conditions(Clause clause) {
    int start = clause.range().from();
    boolean between = false;
    for (int i = start;
        i <= clause.range().to();
        i = i < clause.range().to() ? reader.skip(i) : i + 1) {
      boolean end = i == clause.range().to();
      between |= !end && reader.is(i, "between");
      if (!end && !reader.is(i, "and")) {
        continue;
      }
      if (!end && between) {
        between = false;
        continue;
      }
      add(clause.kind() + " " + text(new Range(start, i)));
      start = i + 1;
    }
  }

  private String text(Range range) {
    StringBuilder text = new StringBuilder();
    for (int i = range.from(); i < range.to(); i++) {
      Token token = reader.at(i);
      String word =
          token.kind() == Token.Kind.WORD ? token.text().toLowerCase(Locale.ROOT) : token.text();
      text.append(text.isEmpty() ? "" : " ")
          .append(names.getOrDefault(word, word).replaceAll("\\s+", " "));
    }
    return text.toString();
  }
}
