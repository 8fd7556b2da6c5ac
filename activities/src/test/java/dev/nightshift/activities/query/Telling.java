package dev.nightshift.activities.query;

import dev.nightshift.activities.query.QueryFacts.Beside;
import dev.nightshift.activities.query.QueryFacts.Grain;
import dev.nightshift.activities.query.QueryFacts.Joined;
import dev.nightshift.activities.query.QueryFacts.Made;
import dev.nightshift.activities.query.QueryFacts.Passed;
import dev.nightshift.activities.query.QueryFacts.Source;
import dev.nightshift.activities.query.QueryFacts.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Facts as the lines of a fixture tell them, each with its kind for a first word. */
record Telling(String sql, QueryFacts facts) {
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    facts.columns().forEach(made -> lines.add(told(made)));
    facts.passed().forEach(passed -> lines.add(told(passed)));
    facts.grains().forEach(grain -> lines.add(told(grain)));
    lines.add(rows());
    facts.rows().beside().forEach(beside -> lines.add(told(beside)));
    facts.joins().forEach(joined -> lines.add(told(joined)));
    facts.groups().forEach(grouped -> lines.add("groups " + told(grouped.source())));
    return lines;
  }

  String text(Span span) {
    return sql.substring(span.start(), span.end());
  }

  private String told(Made made) {
    StringBuilder line = new StringBuilder("column ").append(made.name()).append(": ");
    line.append(word(made.making()));
    line.append(made.function().isEmpty() ? "" : " " + made.function());
    if (made.from() != null) {
      line.append(" of ").append(told(made.from()));
    } else if (!made.inputs().isEmpty()) {
      line.append(
          made.inputs().stream()
              .map(Telling::told)
              .collect(Collectors.joining(", ", " from ", "")));
    }
    line.append("; ").append(word(made.presence()).replace('_', ' '));
    if (!made.literals().isEmpty()) {
      line.append("; texts ").append(String.join(" | ", made.literals()));
    }
    if (made.because() != null) {
      line.append(" <- ").append(text(made.because()).replaceAll("\\s+", " "));
    }
    return line.toString();
  }

  private static String told(Passed passed) {
    String without = passed.without().isEmpty() ? "" : " without " + join(passed.without());
    return "passes " + passed.relation() + without;
  }

  private static String told(Grain grain) {
    return "grain " + join(grain.columns()) + ": " + word(grain.how()).replace('_', ' ');
  }

  private String rows() {
    String relation = facts.rows().relation() == null ? "nobody" : facts.rows().relation();
    return "rows of "
        + relation
        + (facts.rows().several() ? ", several" : "")
        + (facts.rows().multiplied() ? ", multiplied" : "");
  }

  private static String told(Beside beside) {
    return "beside "
        + word(beside.side())
        + " "
        + (beside.relation() == null ? "a subquery" : beside.relation())
        + (beside.columns().isEmpty() ? "" : " by " + join(beside.columns()))
        + (beside.once() ? ", once" : "");
  }

  private static String told(Joined joined) {
    return "join " + word(joined.side()) + " " + told(joined.left()) + " = " + told(joined.right());
  }

  private static String told(Source source) {
    return source.relation() + "." + source.column();
  }

  private static String join(List<String> names) {
    return String.join(", ", names);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
