package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a failing node would do if one above it, or itself, had another text: the same question to
 * the same data, with what lies between worked out anew in the question.
 */
final class Otherwise {
  // More models in one question would be another run of the warehouse.
  private static final int MOST_BETWEEN = 25;

  private static final Pattern ALIAS =
      Pattern.compile("(?i)\\G\\s+(?:as\\s+)?(\"[^\"]+\"|[a-z_]\\w*)");
  private static final Set<String> NO_ALIAS =
      Set.of(
          "where",
          "join",
          "left",
          "right",
          "inner",
          "full",
          "cross",
          "on",
          "using",
          "group",
          "order",
          "having",
          "limit",
          "union",
          "except",
          "intersect",
          "qualify",
          "window",
          "natural",
          "asof",
          "positional",
          "lateral",
          "select",
          "anti",
          "semi",
          "tablesample",
          "pivot",
          "unpivot",
          "for",
          "with",
          "outer",
          "offset",
          "fetch");

  private final Graph graph;
  private final Witness witness;
  private final Function<Part, Optional<String>> now;

  /** {@code now} gives a node's SQL as it is. */
  Otherwise(Graph graph, Witness witness, Function<Part, Optional<String>> now) {
    this.graph = graph;
    this.witness = witness;
    this.now = now;
  }

  /** {@code rows} that a test finds, 0 for a node that runs; empty where the warehouse refuses. */
  record Told(Optional<Long> rows, String query) {
    boolean passes() {
      return rows.filter(count -> count == 0).isPresent();
    }
  }

  /** Empty where the question cannot be put together. */
  Optional<Told> of(Part failing, Part changed, String sql) {
    return question(failing, changed, sql)
        .map(query -> new Told(witness.numbers(query).map(numbers -> numbers[0]), query));
  }

  private Optional<String> question(Part failing, Part changed, String sql) {
    Map<Part, String> names = new LinkedHashMap<>();
    List<String> queries = new ArrayList<>();
    if (!failing.equals(changed)) {
      List<Part> between = between(failing, changed);
      if (between.size() > MOST_BETWEEN) {
        return Optional.empty();
      }
      for (Part part : between) {
        Optional<String> text = part.equals(changed) ? Optional.of(sql) : now.apply(part);
        if (text.isEmpty() || !(part.hasRelation() || Within.isWithin(part))) {
          return Optional.empty();
        }
        String reads = reading(text.get(), names);
        String name = "ns_then_" + names.size();
        names.put(part, name);
        queries.add(name + " as (\n" + bare(reads) + "\n)");
      }
    }
    Optional<String> own = failing.equals(changed) ? Optional.of(sql) : now.apply(failing);
    String with = queries.isEmpty() ? "" : "with " + String.join(", ", queries) + " ";
    return own.map(
        text ->
            with
                + (failing.type().equals("test")
                    ? "select count(*)"
                    : "select least(count(hash(asked)), 0)")
                + " from (\n"
                + bare(reading(text, names))
                + "\n) asked");
  }

  /** The changed node and what is made of it on the way, each after all that it reads. */
  private List<Part> between(Part failing, Part changed) {
    Set<Part> below = graph.below(changed);
    List<Part> left = new ArrayList<>();
    for (Part part : graph.above(failing)) {
      if (!part.equals(failing) && (part.equals(changed) || below.contains(part))) {
        left.add(part);
      }
    }
    List<Part> ordered = new ArrayList<>();
    while (!left.isEmpty()) {
      Part next =
          left.stream()
              .filter(part -> graph.parents(part).stream().noneMatch(left::contains))
              .findFirst()
              .orElse(left.get(0));
      left.remove(next);
      ordered.add(next);
    }
    return ordered;
  }

  private static String reading(String sql, Map<Part, String> names) {
    String text = sql;
    for (Map.Entry<Part, String> entry : names.entrySet()) {
      text = reading(text, entry.getKey(), entry.getValue());
    }
    return text;
  }

  /** The relation's own name stays what its columns may be called by. */
  private static String reading(String sql, Part part, String name) {
    if (Within.isWithin(part)) {
      return Within.of(part, sql, "select * from " + name);
    }
    Matcher relation =
        Pattern.compile(
                "(?i)(?<![\\w.\"])(?:\"?"
                    + Pattern.quote(part.database())
                    + "\"?\\.)?\"?"
                    + Pattern.quote(part.schema())
                    + "\"?\\.\"?"
                    + Pattern.quote(part.identifier())
                    + "\"?(?![\\w.\"])")
            .matcher(sql);
    StringBuilder text = new StringBuilder();
    int from = 0;
    while (relation.find()) {
      Matcher alias = ALIAS.matcher(sql);
      boolean called =
          alias.find(relation.end()) && !NO_ALIAS.contains(alias.group(1).toLowerCase(Locale.ROOT));
      text.append(sql, from, relation.start()).append(name);
      if (!called) {
        text.append(" as \"").append(part.identifier()).append('"');
      }
      from = relation.end();
    }
    return text.append(sql.substring(from)).toString();
  }

  private static String bare(String sql) {
    return sql.replaceFirst("[;\\s]+$", "");
  }
}
