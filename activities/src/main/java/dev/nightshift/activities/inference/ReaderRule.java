package dev.nightshift.activities.inference;

import dev.nightshift.activities.query.QueryFacts;
import dev.nightshift.activities.query.QueryFacts.Grouped;
import dev.nightshift.activities.query.QueryFacts.Joined;
import dev.nightshift.activities.query.QueryFacts.Side;
import dev.nightshift.activities.query.QueryFacts.Source;

/** What those who read the model rely on: that a row is found by a key, or counted under it. */
final class ReaderRule implements Rule {
  @Override
  public void look(Subject subject, Findings findings) {
    Ground ground = subject.ground();
    String id = subject.model().id();
    for (String reader : ground.readers(id)) {
      String name = "`" + ground.referred(reader) + "`";
      ground
          .query(reader)
          .facts()
          .ifPresent(facts -> read(subject, facts, ground.query(reader), name, findings));
    }
    referredTo(subject, findings);
  }

  private static void read(
      Subject subject, QueryFacts facts, QueryOf query, String reader, Findings findings) {
    for (Joined joined : facts.joins()) {
      String because = reader + " joins by it: " + query.text(joined.span());
      if (isOf(subject, joined.right())) {
        boolean looked = joined.side() == Side.LEFT || joined.side() == Side.INNER;
        String column = joined.right().column();
        findings.add(Check.unique(column), looked ? "reader.looks_up" : "reader.joins", because);
        findings.add(Check.notNull(column), looked ? "reader.looks_up" : "reader.joins", because);
      }
      if (isOf(subject, joined.left())) {
        findings.add(Check.notNull(joined.left().column()), "reader.from", because);
        findings.add(Check.unique(joined.left().column()), "reader.from");
      }
    }
    for (Grouped grouped : facts.groups()) {
      if (isOf(subject, grouped.source())) {
        String because = reader + " groups by it: " + query.text(grouped.span());
        findings.add(Check.notNull(grouped.source().column()), "reader.groups", because);
        findings.add(Check.unique(grouped.source().column()), "reader.groups");
      }
    }
  }

  private static boolean isOf(Subject subject, Source source) {
    return subject
        .ground()
        .behind(source.relation())
        .filter(subject.model().id()::equals)
        .isPresent();
  }

  /** What another model's keys must be found in has each of them, once. */
  private static void referredTo(Subject subject, Findings findings) {
    for (Ground.Model other : subject.ground().models().values()) {
      for (Check check : other.checks()) {
        if (check.kind() == Kind.RELATIONSHIPS
            && !other.id().equals(subject.model().id())
            && check.to().equalsIgnoreCase(subject.model().name())) {
          String because = "a test of `" + other.name() + "` looks its keys up there";
          findings.add(Check.unique(check.field()), "referred_to", because);
          findings.add(Check.notNull(check.field()), "referred_to", because);
        }
      }
    }
  }
}
