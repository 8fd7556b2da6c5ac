package dev.nightshift.bench.mutants;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is done to a model to make it wrong: each operator once at each place that it fits. */
final class Operators {
  /** What is no SQL, or none that runs. */
  private static final Pattern ASIDE =
      Pattern.compile("(?s)\\{\\{.*?}}|\\{%.*?%}|\\{#.*?#}|--[^\\n]*|/\\*.*?\\*/");

  private static final Pattern AFTER_WHERE =
      Pattern.compile("(?i)\\b(group\\s+by|order\\s+by|having|qualify|limit|union|window)\\b");

  /** By place: the operator, where it fits, and what stands there instead. */
  private record Swap(String operator, Pattern at, Function<MatchResult, String> instead) {}

  private static final List<Swap> SWAPS =
      List.of(
          swap("left join to inner", "\\bleft\\s+(outer\\s+)?join\\b", "inner join"),
          swap("inner join to left", "\\binner\\s+join\\b", "left join"),
          swap("filter dropped", "\\bwhere\\b", "where true or"),
          swap("sum to max", "\\bsum\\s*\\(", "max("),
          swap("avg to sum", "\\bavg\\s*\\(", "sum("),
          swap("min to max", "\\bmin\\s*\\(", "max("),
          swap("max to min", "\\bmax\\s*\\(", "min("),
          swap("count to one", "\\bcount\\s*\\(\\s*\\*\\s*\\)", "min(1)"),
          swap("count to distinct", "\\bcount\\s*\\((?!\\s*(\\*|distinct))", "count(distinct "),
          new Swap(
              "literal changed",
              Pattern.compile("'([\\w ]+)'"),
              found -> "'" + found.group(1) + "x'"),
          new Swap(
              "number changed",
              Pattern.compile("(?i)((?:[=<>*/+-]|\\b(?:then|else))\\s*)(\\d+)\\b"),
              found -> found.group(1) + (Long.parseLong(found.group(2)) + 1)));

  private Operators() {}

  private static Swap swap(String operator, String at, String instead) {
    return new Swap(operator, Pattern.compile("(?i)" + at), found -> instead);
  }

  static List<Mutant> of(String sql) {
    String plain = plain(sql);
    Map<String, Mutant> all = new LinkedHashMap<>();
    for (Swap swap : SWAPS) {
      Matcher at = swap.at().matcher(plain);
      while (at.find()) {
        add(all, swap.operator(), sql, at.start(), at.end(), swap.instead().apply(at));
      }
    }
    filters(sql, plain, all);
    coalesces(sql, plain, all);
    String twice = "select t.* from (\n" + sql + "\n) as t cross join (values (1), (2)) as n(n)\n";
    all.put(twice, new Mutant("rows duplicated", 1, twice));
    return List.copyOf(all.values());
  }

  /** Of the same length, with blanks where there is no SQL. */
  private static String plain(String sql) {
    return ASIDE.matcher(sql).replaceAll(found -> found.group().replaceAll("[^\\n]", " "));
  }

  private static void filters(String sql, String plain, Map<String, Mutant> all) {
    Matcher where = Pattern.compile("(?i)\\bwhere\\b").matcher(plain);
    while (where.find()) {
      int end = endOfClause(plain, where.end());
      String negated = " not (" + sql.substring(where.end(), end).strip() + ")\n";
      add(all, "filter negated", sql, where.end(), end, negated);
    }
  }

  private static void coalesces(String sql, String plain, Map<String, Mutant> all) {
    Matcher call = Pattern.compile("(?i)\\bcoalesce\\s*\\(").matcher(plain);
    while (call.find()) {
      List<Integer> ends = ends(plain, call.end());
      if (ends.size() > 1) {
        String first = sql.substring(call.end(), ends.get(0));
        add(all, "coalesce removed", sql, call.start(), ends.get(ends.size() - 1) + 1, first);
      }
    }
  }

  /** Where each argument of a call ends, the last at its bracket. */
  private static List<Integer> ends(String plain, int from) {
    List<Integer> ends = new ArrayList<>();
    int depth = 0;
    for (int i = from; i < plain.length(); i++) {
      char c = plain.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth < 0 || (depth == 0 && c == ',')) {
        ends.add(i);
      }
      if (depth < 0) {
        return ends;
      }
    }
    return List.of();
  }

  private static int endOfClause(String plain, int from) {
    int depth = 0;
    Matcher next = AFTER_WHERE.matcher(plain);
    for (int i = from; i < plain.length(); i++) {
      char c = plain.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth < 0 || (depth == 0 && next.region(i, plain.length()).lookingAt())) {
        return i;
      }
    }
    return plain.length();
  }

  private static void add(
      Map<String, Mutant> all, String operator, String sql, int start, int end, String instead) {
    String text = sql.substring(0, start) + instead + sql.substring(end);
    int line = (int) sql.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
    all.putIfAbsent(text, new Mutant(operator, line, text));
  }
}
