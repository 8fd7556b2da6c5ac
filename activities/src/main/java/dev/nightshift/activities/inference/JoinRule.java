package dev.nightshift.activities.inference;

import dev.nightshift.activities.query.QueryFacts.Joined;
import dev.nightshift.activities.query.QueryFacts.Side;
import dev.nightshift.activities.query.QueryFacts.Source;
import java.util.Optional;
import java.util.Set;

/** By what the model itself joins. */
final class JoinRule implements Rule {
  @Override
  public void look(Subject subject, Findings findings) {
    subject
        .facts()
        .ifPresent(
            facts ->
                facts
                    .joins()
                    .forEach(
                        joined -> {
                          look(subject, joined, joined.left(), joined.right(), findings);
                          look(subject, joined, joined.right(), joined.left(), findings);
                        }));
  }

  private static void look(
      Subject subject, Joined joined, Source here, Source there, Findings findings) {
    String because = "it joins by it: " + subject.query().text(joined.span());
    String side = joined.side() == Side.INNER ? "joined.inner" : "joined.outer";
    for (String column : subject.from(here)) {
      findings.add(Check.notNull(column), side, because);
      findings.add(Check.unique(column), side);
      Optional<String> other = subject.ground().behind(there.relation());
      if (other.isPresent() && subject.isUniqueBy(other.get(), Set.of(there.column()))) {
        String to = subject.ground().referred(other.get());
        findings.add(Check.relationship(column, to, there.column()), side, because);
      }
    }
  }
}
