package dev.nightshift.activities.diagnosis;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What expressions of Jinja came to in a run, told by the lines that hold them and what dbt made of
 * these: {@code where day <= '{{ var("day") }}'} beside {@code where day <= '2024-03-01'}.
 */
record Values(Map<String, String> byExpression) {
  private static final Pattern EXPRESSION = Pattern.compile("\\{\\{-?\\s*(.+?)\\s*-?}}");

  /** With less around an expression, any line would be its line. */
  private static final int LEAST_AROUND = 6;

  Values {
    byExpression = Map.copyOf(byExpression);
  }

  /** Only of those that each line with one alone tells to be the same. */
  static Values told(List<String> raw, List<String> compiled) {
    Map<String, Set<String>> told = new HashMap<>();
    for (String line : raw) {
      Matcher expression = EXPRESSION.matcher(line);
      if (expression.find()) {
        String name = expression.group(1);
        String before = line.substring(0, expression.start());
        String behind = line.substring(expression.end());
        boolean alone = !before.contains("{") && !behind.contains("{");
        if (alone && (before + behind).replaceAll("\\s", "").length() >= LEAST_AROUND) {
          told.computeIfAbsent(name, key -> new HashSet<>())
              .addAll(between(before, behind, compiled));
        }
      }
    }
    Map<String, String> one = new HashMap<>();
    told.forEach(
        (name, values) -> {
          if (values.size() == 1) {
            one.put(name, values.iterator().next());
          }
        });
    return new Values(one);
  }

  private static List<String> between(String before, String behind, List<String> compiled) {
    return compiled.stream()
        .filter(
            line ->
                line.startsWith(before)
                    && line.endsWith(behind)
                    && line.length() >= before.length() + behind.length())
        .map(line -> line.substring(before.length(), line.length() - behind.length()))
        .toList();
  }

  /** The lines with these values in the place of their expressions. */
  List<String> in(List<String> lines) {
    return lines.stream()
        .map(
            line ->
                EXPRESSION
                    .matcher(line)
                    .replaceAll(
                        match ->
                            Matcher.quoteReplacement(
                                byExpression.getOrDefault(match.group(1), match.group()))))
        .toList();
  }
}
