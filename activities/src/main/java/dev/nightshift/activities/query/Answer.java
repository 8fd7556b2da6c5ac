package dev.nightshift.activities.query;

import dev.nightshift.activities.query.Entry.Field;
import dev.nightshift.activities.query.Entry.Open;
import dev.nightshift.activities.query.QueryFacts.Made;
import dev.nightshift.activities.query.QueryFacts.Passed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a query and says what it found. */
final class Answer {
  private Answer() {}

  static Optional<QueryFacts> of(String sql) {
    try {
      return Parsing.of(sql).map(Answer::of);
    } catch (Unread | StackOverflowError unreadable) {
      return Optional.empty();
    }
  }

  private static QueryFacts of(Parsing parsing) {
    Findings findings = new Findings();
    QueryReader reader = new QueryReader(parsing.script(), findings);
    Output output = reader.read(parsing.query(), new Scope(null), null);
    List<Made> columns = new ArrayList<>();
    List<Passed> passed = new ArrayList<>();
    for (Entry entry : output.entries()) {
      if (entry instanceof Field field) {
        columns.add(made(field));
      } else if (entry instanceof Open open) {
        open.known().values().forEach(field -> columns.add(made(field)));
        // Of what an outer join may leave empty it would be taken for more than it is.
        if (open.relation() != null && open.optional() == null) {
          passed.add(new Passed(open.relation(), List.copyOf(open.without()), open.span()));
        }
      }
    }
    return new QueryFacts(
        columns,
        passed,
        output.grains(),
        output.rows(),
        findings.joins(),
        findings.groups(),
        output.entries().stream().allMatch(Field.class::isInstance));
  }

  private static Made made(Field field) {
    Value value = field.value();
    return new Made(
        field.name(),
        value.making(),
        value.function(),
        value.from(),
        value.inputs(),
        value.seen().presence(),
        value.seen().because(),
        value.literals(),
        value.exact(),
        field.span());
  }
}
