package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.warehouse.Production;
import dev.nightshift.activities.warehouse.Production.Answer;
import dev.nightshift.activities.warehouse.Production.Column;
import dev.nightshift.activities.warehouse.Production.Relation;
import dev.nightshift.workflows.durable.ErrorKind;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Production as a witness: it is asked, and may not know. */
final class Witness {
  static final String PRODUCTION = "production";
  private static final Logger LOG = LoggerFactory.getLogger(Witness.class);

  private final Production production;
  private final Map<String, List<Column>> columns = new HashMap<>();

  Witness(Production production) {
    this.production = production;
  }

  /** Empty when there is no such relation now. */
  List<Column> columns(Part part) {
    return columns.computeIfAbsent(
        part.id(), id -> asked(() -> production.columns(Graph.relation(part))).orElse(List.of()));
  }

  /** In lower case; empty when there is no such relation now. */
  Set<String> columns(Relation relation) {
    Set<String> names = new LinkedHashSet<>();
    asked(() -> production.columns(relation))
        .orElse(List.of())
        .forEach(column -> names.add(column.name().toLowerCase(Locale.ROOT)));
    return names;
  }

  Optional<Column> column(Part part, String name) {
    return columns(part).stream()
        .filter(column -> column.name().equalsIgnoreCase(name))
        .findFirst();
  }

  /** As the warehouse writes it, quoted; as it was asked for where there is none of that name. */
  String quoted(Part part, String name) {
    return Relation.quote(column(part, name).map(Column::name).orElse(name));
  }

  /** What it has now and what is documented of it, in lower case. */
  Set<String> knownColumns(Part part) {
    Set<String> names = new LinkedHashSet<>();
    columns(part).forEach(column -> names.add(column.name().toLowerCase(Locale.ROOT)));
    part.columns().keySet().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    return names;
  }

  /** Empty when the warehouse refuses the question: a view may be broken, a function unknown. */
  Optional<Answer> ask(String sql, int maxRows) {
    return asked(() -> production.ask(sql, maxRows));
  }

  /** The numbers of a question with one row; empty when any of them is null. */
  Optional<long[]> numbers(String sql) {
    return ask(sql, 1)
        .filter(answer -> !answer.rows().isEmpty() && !answer.rows().get(0).contains(null))
        .map(
            answer ->
                answer.rows().get(0).stream()
                    .mapToLong(text -> Math.round(Double.parseDouble(text)))
                    .toArray());
  }

  private static <T> Optional<T> asked(java.util.function.Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (RuntimeException refused) {
      // Time cures an absent warehouse, and nothing is concluded from its silence. A question that
      // took too long would take as long again: it stays unanswered.
      switch (ErrorKind.of(refused)) {
        case UNAVAILABLE, RATE_LIMITED, INTERRUPTED, UNAUTHORIZED -> throw refused;
        default -> {}
      }
      LOG.debug("A question was refused", refused);
      return Optional.empty();
    }
  }
}
