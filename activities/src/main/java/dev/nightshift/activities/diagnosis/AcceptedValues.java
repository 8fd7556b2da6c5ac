package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.TestFacts.Hop;
import dev.nightshift.activities.diagnosis.TestFacts.Respelt;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The list of a test of accepted values, and whether what is outside it is in it, spelt anew. */
final class AcceptedValues {
  /** As dbt's own macro writes it, whatever the list was made of. */
  private static final Pattern LIST =
      Pattern.compile("(?is)\\bwhere\\s+value_field\\s+not\\s+in\\s*\\(\\s*(.*?)\\s*\\)\\s*$");

  private static final String TEXT = "'(?:[^']|'')*'";
  private static final Pattern TEXTS = Pattern.compile(TEXT + "(?:\\s*,\\s*" + TEXT + ")*");

  private final Graph graph;
  private final Witness witness;

  AcceptedValues(Graph graph, Witness witness) {
    this.graph = graph;
    this.witness = witness;
  }

  /** Empty where it is not told. */
  static String list(Part test) {
    Matcher matcher = LIST.matcher(test.compiledSql().strip());
    return matcher.find() ? matcher.group(1) : "";
  }

  Optional<Respelt> of(Part test, Optional<Part> tested, List<String> columns, Optional<Hop> from) {
    String list = list(test);
    return from.filter(hop -> hop.bad() > 0 && TEXTS.matcher(list).matches())
        .flatMap(hop -> graph.part(hop.node()))
        .flatMap(
            source ->
                tested
                    .flatMap(part -> value(part, columns.get(0), source))
                    .flatMap(value -> respelt(source, value, list)));
  }

  private Optional<String> value(Part tested, String column, Part source) {
    return tested.equals(source)
        ? Optional.of(witness.quoted(source, column))
        : graph
            .root(tested, column.toLowerCase(Locale.ROOT))
            .filter(root -> root.part().equals(source))
            .map(root -> root.origin().filled(witness.quoted(source, root.origin().column())));
  }

  private Optional<Respelt> respelt(Part source, String value, String list) {
    String trimmed = "trim(" + value + ")";
    String folded =
        Pattern.compile(TEXT)
            .matcher(list)
            .results()
            .map(text -> "lower(" + text.group() + ")")
            .collect(Collectors.joining(", "));
    String query =
        "select "
            + sum(value + " not in (" + list + ")")
            + ", "
            + sum(value + " not in (" + list + ") and " + trimmed + " in (" + list + ")")
            + ", "
            + sum(value + " not in (" + list + ") and lower(" + trimmed + ") in (" + folded + ")")
            + " from "
            + Graph.quoted(source);
    return witness
        .numbers(query)
        .filter(numbers -> numbers[0] > 0 && numbers[2] == numbers[0])
        .map(numbers -> new Respelt(numbers[1] == numbers[0], query));
  }

  private static String sum(String condition) {
    return "coalesce(sum(case when " + condition + " then 1 else 0 end), 0)";
  }
}
